'use client'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { ListUnsubscribe } from '#lib/api/messages.ts'
import { useUnsubscribed } from '#lib/browser/unsubscribe.ts'
import { requestWords } from '#lib/mail/words/requests.ts'

const UnsubscribeDialog = dynamic(
  () => import('./unsubscribe-dialog.tsx').then((module) => module.UnsubscribeDialog),
  { ssr: false },
)

/** That a message came to a list, and the way out of it. Nothing is sent before the dialog was answered. */
export function ListNote({ id, offered }: { id: MessageId; offered: ListUnsubscribe }) {
  const [open, setOpen] = useState(false)
  const asked = useUnsubscribed(id)
  const host = URL.parse(offered.url ?? '')?.hostname ?? ''
  return (
    <div className="flex flex-wrap items-center gap-x-1.5">
      <p role="status" className="py-1">
        {asked ? requestWords.asked(host) : requestWords.list}
      </p>
      {!asked && (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
          className="rounded-md px-1.5 py-1 font-semibold text-accent outline-focus hover:bg-hover focus-visible:outline-2 pointer-coarse:min-h-11 pointer-coarse:px-2.5"
        >
          {requestWords.unsubscribe}
        </button>
      )}
      {open && <UnsubscribeDialog id={id} offered={offered} onClose={() => setOpen(false)} />}
    </div>
  )
}
