/** Whom a person writes to and hears from: the likelier somebody is meant next, the nearer the front. Pure. */
import type { Address } from '#lib/api/messages.ts'

/** Of one message: who wrote it, or (`sent`) whom it went to; when (ms since 1970). */
export type Encounter = { people: readonly Address[]; sent: boolean; at: number }

/** Somebody written to counts as much as so many who only wrote. */
const SENT = 4
/** An encounter this old (ms) counts half. */
const HALF = 60 * 86_400_000
/** Nobody answers there. */
const AUTOMATIC = /^(?:no|do[-._]?not)[-._]?reply|^(?:bounces?|mailer-daemon|postmaster|notifications?)\b/i

/** Each once, by address without case, with the name that was met last. `own`: one's own addresses, which come last. */
export function rankPeople(
  encounters: readonly Encounter[],
  now: number,
  own: readonly string[] = [],
): Address[] {
  const mine = new Set(own.map((address) => address.toLowerCase()))
  const known = new Map<string, { person: Address; score: number; named: number }>()
  for (const { people, sent, at } of encounters) {
    const worth = (sent ? SENT : 1) * 2 ** (-Math.max(0, now - at) / HALF)
    for (const { name, address } of people) {
      const key = address.toLowerCase()
      const before = known.get(key) ?? { person: { name: '', address }, score: 0, named: -1 }
      const isNewer = name !== '' && at > before.named
      const score = before.score + worth
      known.set(key, isNewer ? { person: { name, address }, score, named: at } : { ...before, score })
    }
  }
  const weight = (key: string) => (mine.has(key) ? 1e-6 : AUTOMATIC.test(key) ? 1e-3 : 1)
  return [...known]
    .sort(([a, one], [b, other]) => other.score * weight(b) - one.score * weight(a))
    .map(([, { person }]) => person)
}
