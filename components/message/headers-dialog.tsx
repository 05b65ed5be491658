'use client'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Message } from '#lib/api/messages.ts'
import { messageWords } from '#lib/mail/words/message.ts'

/** Every header field as it was written, decoded, in its order. */
export function HeadersDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  return (
    <Dialog title={messageWords.headersTitle} description={messageWords.headersHint} onClose={onClose} wide>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
        tabIndex={0}
        data-autofocus
        className="min-h-0 overflow-auto rounded-lg border border-line bg-page p-3"
      >
        <dl className="grid gap-x-4 gap-y-1 text-s sm:grid-cols-[minmax(8rem,auto)_minmax(0,1fr)]">
          {message.headers.map((header, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fields may repeat, and never change
            <div key={index} className="contents">
              <dt className="font-medium text-muted [overflow-wrap:anywhere]">{header.name}</dt>
              <dd className="whitespace-pre-wrap [overflow-wrap:anywhere] max-sm:mb-1.5">{header.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Dialog>
  )
}
