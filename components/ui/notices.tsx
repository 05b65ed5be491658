'use client'
import { X } from 'lucide-react'
import { useEffect, useLayoutEffect, useState } from 'react'
import { type LongWork, useLongWork } from '#lib/browser/long-work.ts'
import {
  coverNotices,
  dismissNotice,
  type Notice,
  useNotices,
  useNoticesCovered,
} from '#lib/browser/notices.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { IconButton } from './icon-button.tsx'

const SHOWN_MS = { done: 8_000, problem: 20_000 } as const

/** What the app says in passing, at the foot of the page; not where something lies over it that says it. */
export function Notices() {
  return useNoticesCovered() ? null : <NoticeRegion />
}

/** The same within a modal dialog that lies over the whole page, above the buttons at its foot. */
export function NoticesOver() {
  useLayoutEffect(coverNotices, [])
  return <NoticeRegion aboveFoot />
}

/**
 * The region is there from the beginning, so that a screen reader hears what comes into it; it takes no focus.
 * `aboveFoot`: where buttons stand at the foot, over them. Beside a window that stands at the other side of the foot it
 * is at its own.
 */
function NoticeRegion({ aboveFoot = false }: { aboveFoot?: boolean }) {
  const notices = useNotices()
  const works = useLongWork()
  return (
    <section
      aria-label={ui.notices}
      className={
        'pointer-events-none fixed inset-x-3 z-40 flex flex-col items-center gap-2 ' +
        'sm:[[data-writing]_&]:items-start ' +
        (aboveFoot
          ? 'bottom-[calc(4.5rem+env(safe-area-inset-bottom))]'
          : 'bottom-[max(1rem,env(safe-area-inset-bottom))] sm:bottom-6 ' +
            // Over the button that floats there on a phone.
            'max-sm:[[data-floating]_&]:bottom-[calc(5.25rem+env(safe-area-inset-bottom))]')
      }
    >
      {works.map((work) => (
        <WorkLine key={work.id} work={work} />
      ))}
      <div role="status" aria-live="polite" className="contents">
        {works.map(({ id, text }) => (
          // Said once, as it begins: how far it is would be said without end.
          <span key={id} className="sr-only">
            {text}
          </span>
        ))}
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </div>
    </section>
  )
}

const CARD = 'pointer-events-auto rounded-card bg-toast text-m text-on-toast shadow-raised'

const ACTION =
  'h-8 flex-none rounded-md px-2.5 font-semibold text-toast-action outline-offset-[-2px] outline-toast-action ' +
  'hover:bg-on-toast/10 focus-visible:outline-2 pointer-coarse:h-11'

/** What takes long: how far it is, and a button that ends it. */
function WorkLine({ work: { text, done, total, told, stop, stopping } }: { work: LongWork }) {
  return (
    <div className={`${CARD} flex w-full max-w-120 items-center gap-3 py-2 ps-4 pe-1.5`}>
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{text}</span>
          <span className="text-on-toast/75 text-s tabular-nums">{told ?? ui.progress(done, total)}</span>
        </p>
        <progress aria-label={text} max={total} value={done} className="progress mt-1.5 block w-full" />
      </div>
      <button
        type="button"
        aria-label={ui.stopNamed(text)}
        aria-disabled={stopping}
        onClick={stop}
        className={`${ACTION} aria-disabled:opacity-60`}
      >
        {stopping ? ui.stopping : ui.stop}
      </button>
    </div>
  )
}

function NoticeLine({ notice }: { notice: Notice }) {
  const [held, setHeld] = useState({ hover: false, focus: false })
  const waits = held.hover || held.focus
  useEffect(() => {
    if (waits) return
    const timer = setTimeout(() => dismissNotice(notice.id), notice.lasts ?? SHOWN_MS[notice.kind])
    return () => clearTimeout(timer)
  }, [notice, waits])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while the pointer or the focus is on it
    <div
      onPointerEnter={() => setHeld({ ...held, hover: true })}
      onPointerLeave={() => setHeld({ ...held, hover: false })}
      onFocus={() => setHeld({ ...held, focus: true })}
      onBlur={() => setHeld({ ...held, focus: false })}
      className={`${CARD} flex max-w-full items-center gap-1 py-1 ps-4 pe-1.5`}
    >
      <span className="me-3 py-1.5 [overflow-wrap:anywhere]">{notice.text}</span>
      {notice.undo && (
        <button
          type="button"
          onClick={() => {
            dismissNotice(notice.id)
            notice.undo?.()
          }}
          className={ACTION}
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
