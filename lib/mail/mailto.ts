/** `mailto:` addresses (RFC 6068) → what a message begins with. Pure. */
import type { Draft } from '#lib/api/compose.ts'
import type { Address } from '#lib/api/messages.ts'
import { isSendable, peopleIn } from './recipient-chips.ts'

const LONGEST = 100_000

/**
 * Whom and what a link is about: recipients, subject and text, and nothing else of what it may name (RFC 6068 §4: what
 * attaches files or signs for somebody is not followed). All of it is seen before it is sent. Null for what is no mailto.
 */
export function draftOfMailto(link: string): Pick<Draft, 'to' | 'cc' | 'bcc' | 'subject' | 'text'> | null {
  const [, path, query = ''] = /^mailto:([^?#]*)(?:\?([^#]*))?/i.exec(link.slice(0, LONGEST)) ?? []
  if (path === undefined) return null
  const fields = query.split('&').map((field): [name: string, value: string] => {
    const [name = '', ...value] = field.split('=')
    return [decoded(name).toLowerCase(), decoded(value.join('='))]
  })
  const all = (wanted: string) => fields.flatMap(([name, value]) => (name === wanted ? value : []))
  return {
    to: people([decoded(path), ...all('to')]),
    cc: people(all('cc')),
    bcc: people(all('bcc')),
    // The last one counts for some, the first for others: one is enough.
    subject: (all('subject')[0] ?? '').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 1000),
    text: (all('body')[0] ?? '').replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, ''),
  }
}

/** RFC 6068 §2: a comma parts addresses, and is percent-encoded in one. */
function people(lists: readonly string[]): Address[] {
  const found = new Map(
    lists
      .flatMap(peopleIn)
      .filter(isSendable)
      .map((one) => [one.address.toLowerCase(), one]),
  )
  return [...found.values()].slice(0, 100)
}

/** A plus is a plus (RFC 6068 §5). */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // a lone % is meant literally
  }
}
