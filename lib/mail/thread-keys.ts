/** What ties a message to a conversation: the identifiers it names, as numbers. */
import { firstField, type HeaderField } from './header-fields.ts'
import { parseMessageIds } from './message-ids.ts'

/** The root and the nearest ancestors tie a message to its conversation: what lies between adds nothing. */
const MOST = 32
/** A field longer than this is read at its two ends, which hold the root and more than enough of the nearest. */
const LONG = 6_000
const END = 3_000

/**
 * The identifiers that a header names: its own (Message-ID), then those it follows: References, else the first one of
 * In-Reply-To (RFC 5256 §3, REFERENCES, step 1: that field may hold anything). At most 32 of them, whatever the header holds.
 */
export function threadNamesOf(fields: readonly HeaderField[]): string[] {
  const own = namesIn(fields, 'message-id').slice(0, 1)
  const references = namesIn(fields, 'references')
  const before = references.length > 0 ? references : namesIn(fields, 'in-reply-to').slice(0, 1)
  const nearest = before.length < MOST ? before : [...before.slice(0, 1), ...before.slice(2 - MOST)]
  return [...new Set([...own, ...nearest])]
}

function namesIn(fields: readonly HeaderField[], name: string): string[] {
  const value = firstField(fields, name) ?? ''
  if (value.length <= LONG) return parseMessageIds(value)
  const tail = value.slice(-END)
  const first = tail.indexOf('<')
  return [
    ...parseMessageIds(value.slice(0, END)).slice(0, 1),
    ...(first < 0 ? [] : parseMessageIds(tail.slice(first))),
  ]
}

/**
 * A name as a whole number below 2⁵³: what is kept of a name in the place of its text. Two names that share a number
 * would join two conversations; among a million names that is one chance in 18,000.
 */
export function threadKeyOf(name: string): number {
  let low = 0x811c9dc5
  let high = 0x41c6ce57
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at)
    low = Math.imul(low ^ code, 0x9e3779b1)
    high = Math.imul(high ^ code, 0x5f356495)
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35)
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35)
  return (high & 0x1fffff) * 4_294_967_296 + (low >>> 0)
}
