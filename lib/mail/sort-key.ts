/** What messages are ordered by, so that plain comparison gives the order of SORT (RFC 5256, RFC 5957). */
import type { Address } from '#lib/api/messages.ts'
import { baseSubject } from './base-subject.ts'
import { byteStringOf } from './byte-string.ts'

const LONGEST = 500
const encoder = new TextEncoder()

/** @param subject decoded */
export function subjectKey(subject: string): string {
  return collationKey(baseSubject(subject))
}

/** The first sender's name, else the address (RFC 5957 §3, DISPLAYFROM). */
export function senderKey([sender]: readonly Address[]): string {
  return collationKey(sender ? sender.name || sender.address : '')
}

/**
 * i;unicode-casemap (RFC 5051 §2): in titlecase, taken apart, in UTF-8. A byte string: `<` compares it octet by octet,
 * which is what the collation asks for. Cut after 500 characters.
 */
export function collationKey(text: string): string {
  const start = text.slice(0, LONGEST)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what it says
  if (/^[\x00-\x7f]*$/.test(start)) return start.toUpperCase()
  const titled = Array.from(start, titlecase).join('')
  return byteStringOf(encoder.encode(titled.normalize('NFKD')))
}

/** Simple case mapping: one character stays one. Georgian has no titlecase of its own (Unicode 11). */
function titlecase(character: string): string {
  if (character >= '\u10d0' && character <= '\u10ff') return character
  const upper = character.toUpperCase()
  return upper.length === character.length ? upper : character
}
