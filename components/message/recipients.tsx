'use client'
import { ChevronDown } from 'lucide-react'
import { Fragment, useId, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import type { Authentication } from '#lib/api/identity.ts'
import type { Address, Message } from '#lib/api/messages.ts'
import { identityWords } from '#lib/mail/words/identity.ts'
import { messageWords } from '#lib/mail/words/message.ts'

const NAMED = 3
const LISTED = 500

/** "to me, Oskar Berg": one line that unfolds to every field with every address. */
export function Recipients({ message, me }: { message: Message; me: string | undefined }) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const everyone = [...message.to, ...message.cc, ...message.bcc]
  return (
    <div className="min-w-0 text-s text-muted">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        title={open ? messageWords.hideRecipients : messageWords.showRecipients}
        onClick={() => setOpen(!open)}
        className={
          '-mx-1 inline-flex max-w-full min-h-6 items-center gap-1 rounded px-1 text-start hover:text-text ' +
          'pointer-coarse:-my-2 pointer-coarse:min-h-11'
        }
      >
        <span className="truncate">
          {everyone.length > 0 ? <InShort everyone={everyone} me={me} /> : messageWords.toNobody}
        </span>
        <Icon of={ChevronDown} size={14} className={open ? 'rotate-180' : ''} />
      </button>
      <dl
        id={id}
        hidden={!open}
        className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1 [&[hidden]]:hidden"
      >
        {open &&
          fieldsOf(message).map(([name, people]) => (
            <div key={name} className="contents">
              <dt>{name}</dt>
              <dd className="text-text [overflow-wrap:anywhere]">
                <PeopleInFull people={people} />
              </dd>
            </div>
          ))}
        {open && message.authentication && <Checks found={message.authentication} />}
      </dl>
    </div>
  )
}

function PeopleInFull({ people }: { people: readonly Address[] }) {
  const more = people.length - LISTED
  return (
    <ul>
      {people.slice(0, LISTED).map((person, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same person may be named twice, and the list never changes
        <li key={index}>
          {person.name && <bdi>{person.name} </bdi>}
          <bdi className={person.name ? 'text-muted' : ''}>{person.address}</bdi>
        </li>
      ))}
      {more > 0 && <li>{messageWords.andMore(more)}</li>}
    </ul>
  )
}

/** Each name on its own: one that is written from right to left does not turn its neighbours round. */
function InShort({ everyone, me }: { everyone: readonly Address[]; me: string | undefined }) {
  const names = everyone
    .slice(0, NAMED)
    .map(({ name, address }) =>
      me && address.toLowerCase() === me.toLowerCase() ? messageWords.me : name || address,
    )
  const more = everyone.length - names.length
  return (
    <>
      {messageWords.to}{' '}
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same person may be named twice, and the list never changes
        <Fragment key={index}>
          {index > 0 && ', '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
      {more > 0 && ` ${messageWords.andMore(more)}`}
    </>
  )
}

/** What the mail server found out about the sender, a line a method. */
function Checks({ found }: { found: Authentication }) {
  return (
    <div className="contents">
      <dt>{identityWords.checks}</dt>
      <dd className="text-text [overflow-wrap:anywhere]">
        <ul>
          {identityWords.checked(found).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </dd>
    </div>
  )
}

function fieldsOf(message: Message): [string, readonly Address[]][] {
  const { fields } = messageWords
  const same = (one: readonly Address[]) =>
    one.length === message.from.length &&
    one.every((person, index) => person.address === message.from[index]?.address)
  const all: [string, readonly Address[]][] = [
    [fields.from, message.from],
    [fields.sender, same(message.sender) ? [] : message.sender],
    [fields.replyTo, same(message.replyTo) ? [] : message.replyTo],
    [fields.to, message.to],
    [fields.cc, message.cc],
    [fields.bcc, message.bcc],
  ]
  return all.filter(([, people]) => people.length > 0)
}
