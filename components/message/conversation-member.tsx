'use client'
import { ChevronUp } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Message, MessageSummary } from '#lib/api/messages.ts'
import { useMessage } from '#lib/browser/message.ts'
import { conversationWords } from '#lib/mail/words/conversation.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { MessageSkeletonText } from './message-skeleton.tsx'

type ConversationMemberProps = {
  summary: MessageSummary
  show: (message: Message) => ReactNode
  onFold: () => void
  /** It was unfolded by hand: the focus goes along. */
  focused: boolean
}

/** Another message of the conversation, unfolded. */
export function ConversationMember({ summary, show, onFold, focused }: ConversationMemberProps) {
  const { message, error, retry } = useMessage(summary.id)
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (focused) section.current?.focus({ preventScroll: true })
  }, [focused])
  const [from] = summary.from
  return (
    <section
      ref={section}
      data-member="open"
      data-message={summary.id}
      tabIndex={-1}
      aria-label={from?.name || from?.address || messageWords.noSender}
      className={
        'relative flex min-w-0 flex-col gap-4.5 rounded pt-4 pb-6 outline-focus outline-offset-4 focus-visible:outline-2 ' +
        '[&_header]:pe-10 pointer-coarse:[&_header]:pe-12'
      }
    >
      <div className="absolute top-3 end-0 flex">
        <IconButton label={conversationWords.fold} icon={ChevronUp} onClick={onFold} />
      </div>
      {message ? (
        show(message)
      ) : error ? (
        <p role="alert" className="flex items-center gap-3">
          {conversationWords.failed}
          <Button onClick={retry}>{ui.tryAgain}</Button>
        </p>
      ) : (
        <MessageSkeletonText />
      )}
    </section>
  )
}
