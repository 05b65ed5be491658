'use client'
import { type ReactNode, useRef } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { useNestedMessage } from '#lib/browser/nested-message.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { MessageBody } from './message-body.tsx'
import { MessageHeader } from './message-header.tsx'
import { MessageSkeleton } from './message-skeleton.tsx'

type NestedMessageProps = {
  id: MessageId
  partId: string
  /** Draws what is attached to it. */
  attachments: (message: Message) => ReactNode
  /** Says why it isn't shown. */
  failed: (error: Error) => ReactNode
}

/** A message inside a message, read as any other: the same header, the same frame, the same care. */
export function NestedMessage({ id, partId, attachments, failed }: NestedMessageProps) {
  const { message, error } = useNestedMessage(id, partId)
  const scroller = useRef<HTMLDivElement>(null)
  if (error) return failed(error)
  return (
    <div
      ref={scroller}
      tabIndex={-1}
      className="size-full overflow-y-auto overscroll-contain bg-surface outline-none"
    >
      <article
        aria-label={message?.subject || messageWords.noSubject}
        className="mx-auto flex w-full max-w-[892px] flex-col gap-4.5 px-4 py-5 sm:px-9 sm:py-6.5"
      >
        {message ? (
          <>
            <MessageHeader message={message} star={null} />
            <MessageBody message={message} home={scroller} />
            {attachments(message)}
          </>
        ) : (
          <MessageSkeleton />
        )}
      </article>
    </div>
  )
}
