'use client'
import type { ReactNode } from 'react'
import type { Message } from '#lib/api/messages.ts'
import { useClock } from '#lib/browser/clock.ts'
import { useSession } from '#lib/browser/session.ts'
import { exactDate, fullDate } from '#lib/mail/words/dates.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { Avatar } from './avatar.tsx'
import { Recipients } from './recipients.tsx'

type MessageHeaderProps = {
  message: Message
  /** On a phone it lives here. */
  star: ReactNode
  /** False where the subject stands above already, over a whole conversation. */
  titled?: boolean
}

/** Subject, who wrote it (the address always beside the name), to whom, when. */
export function MessageHeader({ message, star, titled = true }: MessageHeaderProps) {
  const session = useSession()
  const [from] = message.from
  return (
    <header className="flex flex-col gap-4">
      {titled && <Subject of={message} />}
      <div className="flex items-start gap-3">
        <Avatar person={from} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <p className="min-w-0 [overflow-wrap:anywhere]">
              {from?.name && (
                <>
                  <strong className="font-semibold">
                    <bdi>{from.name}</bdi>
                  </strong>{' '}
                </>
              )}
              <bdi className={from?.name ? 'text-s text-muted max-sm:block' : 'font-semibold'}>
                {from?.address || messageWords.noSender}
              </bdi>
            </p>
            <Sent message={message} />
          </div>
          <Recipients message={message} me={session?.username} />
        </div>
        <div className="sm:hidden">{star}</div>
      </div>
    </header>
  )
}

export function Subject({ of: { subject } }: { of: Pick<Message, 'subject'> }) {
  return (
    <h2 dir="auto" className="text-title leading-tight font-strong tracking-tight [overflow-wrap:anywhere]">
      {subject || messageWords.noSubject}
    </h2>
  )
}

function Sent({ message }: { message: Message }) {
  const { now, timeZone } = useClock()
  const iso = message.date ?? message.receivedAt
  return (
    <time
      dateTime={iso}
      title={exactDate(iso, timeZone)}
      className="flex-none text-s text-muted tabular-nums"
    >
      {fullDate(iso, now, timeZone)}
    </time>
  )
}
