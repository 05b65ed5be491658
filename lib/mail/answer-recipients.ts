/** To whom an answer goes. */
import type { Address, Message } from '#lib/api/messages.ts'
import { isOneOf } from './own-address.ts'
import { writtenAddresses } from './written-addresses.ts'

export type Recipients = { to: Address[]; cc: Address[] }

/** What of a message says whom an answer is for. */
export type Answered = Pick<Message, 'from' | 'to' | 'cc' | 'replyTo' | 'headers'>

/**
 * Reply: to Reply-To, else From (RFC 5322 §3.6.3). A message of one's own is gone on with: it goes to whom it went to.
 * @param own one's addresses, as they are written; letter case and a `+detail` don't matter
 */
export function replyRecipients(message: Answered, own: readonly string[]): Recipients {
  if (isOwn(message, own)) return { to: onceEach(message.to, []), cc: [] }
  return { to: onceEach(authorsOf(message), []), cc: [] }
}

/**
 * Reply all: Mail-Followup-To where the author set one, else the author and everybody else who got it; nobody twice, and
 * not oneself, unless nobody else is left.
 */
export function replyAllRecipients(message: Answered, own: readonly string[]): Recipients {
  const others = (people: readonly Address[]) => people.filter(({ address }) => !isOneOf(address, own))
  if (isOwn(message, own)) {
    const to = onceEach(message.to, [])
    return { to, cc: onceEach(others(message.cc), to) }
  }
  const followUp = others(followUpOf(message))
  if (followUp.length > 0) return { to: onceEach(followUp, []), cc: [] }
  const authors = onceEach(others(authorsOf(message)), [])
  const to = onceEach([...authors, ...others(message.to)], [])
  const cc = onceEach(others(message.cc), to)
  if (to.length > 0) return { to, cc }
  return cc.length > 0 ? { to: cc, cc: [] } : { to: onceEach(authorsOf(message), []), cc: [] }
}

/** Whether an answer to all goes to others than an answer. */
export function hasOthers(message: Answered, own: readonly string[]): boolean {
  const reached = ({ to, cc }: Recipients) =>
    [...to, ...cc]
      .map(({ address }) => address.toLowerCase())
      .sort()
      .join()
  return reached(replyAllRecipients(message, own)) !== reached(replyRecipients(message, own))
}

function authorsOf({ replyTo, from }: Answered): Address[] {
  const named = replyTo.filter(({ address }) => address !== '')
  return named.length > 0 ? named : from
}

/** Own, and answers are not wanted somewhere else (a form that writes in one's own name). */
function isOwn(message: Answered, own: readonly string[]): boolean {
  const authors = authorsOf(message)
  const isMine = (people: readonly Address[]) =>
    people.length > 0 && people.every(({ address }) => isOneOf(address, own))
  return isMine(message.from) && isMine(authors) && message.to.some(({ address }) => address !== '')
}

// draft-ietf-drums-mail-followup-to: never a standard, but what authors on lists set by it is meant.
function followUpOf({ headers }: Answered): Address[] {
  const field = headers.find(({ name }) => name.toLowerCase() === 'mail-followup-to')
  return field ? writtenAddresses(field.value).filter(({ address }) => address.includes('@')) : []
}

function onceEach(people: readonly Address[], already: readonly Address[]): Address[] {
  const seen = new Set(already.map(({ address }) => address.toLowerCase()))
  return people.filter(({ address }) => {
    const key = address.toLowerCase()
    if (key === '' || seen.has(key)) return false
    seen.add(key)
    return true
  })
}
