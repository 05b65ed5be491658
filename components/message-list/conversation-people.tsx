'use client'
import { Fragment } from 'react'
import type { ThreadMember } from '#lib/api/messages.ts'
import { useSession } from '#lib/browser/session.ts'
import { sendersInShort } from '#lib/mail/senders-in-short.ts'
import { listWords } from '#lib/mail/words/list.ts'

type PeopleProps = {
  members: readonly ThreadMember[]
  /** To whom, where that is what the list tells. */
  to: string | null
}

/** Who wrote in a conversation, in bold who was not read yet, and how many messages it has. */
export function ConversationPeople({ members, to }: PeopleProps) {
  const me = useSession()?.username ?? ''
  const senders = sendersInShort(members, { me, meWord: listWords.me, nobody: listWords.noSender })
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
      <span className="truncate">
        {to !== null ? (
          <bdi>{to}</bdi>
        ) : (
          senders.map((sender, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two people may be called the same, and the order is what is shown
            <Fragment key={at}>
              {at > 0 && (sender && senders[at - 1] ? ', ' : ' ')}
              {sender ? <bdi className={sender.unread ? 'font-strong' : ''}>{sender.name}</bdi> : '…'}
            </Fragment>
          ))
        )}
      </span>
      <span className="flex-none text-muted text-s tabular-nums">
        <span aria-hidden="true">{members.length}</span>
        <span className="sr-only">{listWords.conversation(members.length)}</span>
      </span>
    </span>
  )
}
