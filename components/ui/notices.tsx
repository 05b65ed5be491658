'use client'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { dismissNotice, type Notice, useNotices } from '#lib/browser/notices.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = { done: 8_000, problem: 20_000 } as const

/**
 * What the app says in passing, at the foot of the page. The region is there from the beginning, so that a screen
 * reader hears what comes into it; it takes no focus.
 */
export function Notices() {
  const notices = useNotices()
  return (
    <section
      aria-label={ui.notices}
      className={
        'pointer-events-none fixed inset-x-3 bottom-[max(1rem,env(safe-area-inset-bottom))] z-40 flex flex-col ' +
        'items-center gap-2 sm:bottom-6'
      }
    >
      <div role="status" aria-live="polite" className="contents">
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </div>
    </section>
  )
}

function NoticeLine({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState({ hover: false, focus: false })
  const waits = held.hover || held.focus
  useEffect(() => {
    if (waits) return
    const timer = setTimeout(() => dismissNotice(notice.id), SHOWN_MS[notice.kind])
    return () => clearTimeout(timer)
  }, [notice, waits])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while the pointer or the focus is on it
    <div
      onPointerEnter={() => setHeld({ ...held, hover: true })}
      onPointerLeave={() => setHeld({ ...held, hover: false })}
      onFocus={() => setHeld({ ...held, focus: true })}
      onBlur={() => setHeld({ ...held, focus: false })}
      className={
        'pointer-events-auto flex max-w-full items-center gap-1 rounded-card bg-toast py-1 ps-4 pe-1.5 ' +
        'text-m text-on-toast shadow-raised'
      }
    >
      <span className="me-3 py-1.5 [overflow-wrap:anywhere]">{notice.text}</span>
      {notice.undo && (
        <button
          type="button"
          onClick={() => {
            dismissNotice(notice.id)
            notice.undo?.()
          }}
          className={
            'h-8 flex-none rounded-md px-2.5 font-semibold text-toast-action outline-offset-[-2px] ' +
            'outline-toast-action hover:bg-on-toast/10 focus-visible:outline-2 pointer-coarse:h-11'
          }
        >
          {ui.undo}
        </button>
      )}
      {(notice.kind === 'problem' || !notice.undo) && (
        <IconButton
          label={ui.dismiss}
          icon={X}
          size={16}
          onClick={() => dismissNotice(notice.id)}
          className="!size-8 !text-on-toast outline-toast-action hover:!bg-on-toast/10 pointer-coarse:!size-11"
        />
      )}
    </div>
  )
}
