'use client'
import { BadgeCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { MessageLabels } from '#components/labels/message-labels.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { Address, Message } from '#lib/api/messages.ts'
import { useClock } from '#lib/browser/clock.ts'
import { useSession } from '#lib/browser/session.ts'
import { exactDate, fullDate } from '#lib/mail/words/dates.ts'
import { identityWords } from '#lib/mail/words/identity.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { Avatar } from './avatar.tsx'
import { Recipients } from './recipients.tsx'
import { SenderWarnings } from './sender-warnings.tsx'

const AUTHORS = 5 // more are in the unfolded fields

type MessageHeaderProps = {
  message: Message
  /** On a phone it lives here. */
  star: ReactNode
  /** What can be done with this message alone, where it stands among others. */
  menu?: ReactNode
  /** False where the subject stands above already, over a whole conversation. */
  titled?: boolean
}

/** Subject, who wrote it (the address always beside the name), to whom, when. */
export function MessageHeader({ message, star, menu, titled = true }: MessageHeaderProps) {
  const session = useSession()
  return (
    <header className="flex flex-col gap-4">
      {titled && <Subject of={message} />}
      <div className="flex items-start gap-3">
        <Avatar person={message.from[0]} />
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <div className="min-w-0 [overflow-wrap:anywhere]">
              {message.from.length === 0 && messageWords.noSender}
              {message.from.slice(0, AUTHORS).map((person, index) => (
                <Author
                  // biome-ignore lint/suspicious/noArrayIndexKey: the same person may be named twice, and the list never changes
                  key={index}
                  person={person}
                  verified={message.authentication?.verified === true}
                />
              ))}
            </div>
            <Sent message={message} />
          </div>
          <Recipients message={message} me={session?.username} />
        </div>
        <div className="sm:hidden">{star}</div>
        {menu && <div className="sm:-mt-1.5 -me-2 flex-none print:hidden">{menu}</div>}
      </div>
      <MessageLabels message={message} />
      {message.warnings && <SenderWarnings warnings={message.warnings} />}
    </header>
  )
}

/** Whatever the name says, the address stands beside it; with a tick where the mail server confirms its domain. */
function Author({ person: { name, address }, verified }: { person: Address; verified: boolean }) {
  const confirmed = identityWords.verified(address.slice(address.lastIndexOf('@') + 1))
  return (
    <p>
      {name && (
        <>
          <strong className="font-semibold">
            <bdi>{name}</bdi>
          </strong>{' '}
        </>
      )}
      <span className={name ? 'text-s text-muted max-sm:block' : 'font-semibold'}>
        <bdi>{address || messageWords.noSender}</bdi>
        {verified && (
          <span title={confirmed} className="ms-1 inline-block align-[-2px] text-accent">
            <Icon of={BadgeCheck} size={14} />
            <span className="sr-only">{confirmed}</span>
          </span>
        )}
      </span>
    </p>
  )
}

/** What a message, or a conversation, is about. */
export function Subject({ of: { subject } }: { of: Pick<Message, 'subject'> }) {
  return (
    <h2 dir="auto" className="text-title leading-tight font-strong tracking-tight [overflow-wrap:anywhere]">
      <bdi>{subject || messageWords.noSubject}</bdi>
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
