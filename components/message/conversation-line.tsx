'use client'
import { useEffect, useRef } from 'react'
import type { MessageSummary } from '#lib/api/messages.ts'
import { useClock } from '#lib/browser/clock.ts'
import { readAhead } from '#lib/browser/message.ts'
import { useSession } from '#lib/browser/session.ts'
import { conversationWords } from '#lib/mail/words/conversation.ts'
import { exactDate, nearDate } from '#lib/mail/words/dates.ts'
import { messageWords } from '#lib/mail/words/message.ts'

type ConversationLineProps = {
  summary: MessageSummary
  onOpen: () => void
  /** It was folded by hand: the focus goes along. */
  focused: boolean
}

/** A message of the conversation, folded: who, how it begins, when. Pressing it unfolds it in its place. */
export function ConversationLine({ summary, onOpen, focused }: ConversationLineProps) {
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focused) button.current?.focus({ preventScroll: true })
  }, [focused])
  const { now, timeZone } = useClock()
  const session = useSession()
  const [from] = summary.from
  const mine = from !== undefined && from.address.toLowerCase() === session?.username.toLowerCase()
  const unread = !summary.flags.includes('\\Seen')
  const iso = summary.date ?? summary.receivedAt
  return (
    <button
      ref={button}
      type="button"
      data-member="folded"
      aria-expanded={false}
      onClick={onOpen}
      onPointerEnter={() => readAhead('hover', [summary.id])}
      onPointerLeave={() => readAhead('hover', [])}
      className={
        '-mx-2 flex min-h-11 w-[calc(100%+16px)] items-center gap-3 rounded px-2 text-start outline-offset-[-2px] outline-focus ' +
        'hover:bg-hover focus-visible:outline-2'
      }
    >
      {unread && <span className="sr-only">{conversationWords.unread}</span>}
      <span
        aria-hidden="true"
        className={`-me-1 size-2 flex-none rounded-full ${unread ? 'bg-accent' : ''}`}
      />
      <span className={`w-30 flex-none truncate sm:w-40 ${unread ? 'font-strong' : 'font-medium'}`}>
        <bdi>{mine ? messageWords.me : from?.name || from?.address || messageWords.noSender}</bdi>
      </span>
      <span dir="auto" className="min-w-0 flex-1 truncate text-muted">
        {summary.preview}
      </span>
      <time
        dateTime={iso}
        title={exactDate(iso, timeZone)}
        className={`flex-none text-s tabular-nums ${unread ? 'font-semibold text-accent' : 'text-muted'}`}
      >
        {nearDate(iso, now, timeZone)}
      </time>
    </button>
  )
}
