/** People whose name or address may be meant by what is typed. Pure. */
import type { Address } from '#lib/api/messages.ts'
import { fuzzyMatch, type Span } from './fuzzy-match.ts'

/** Somebody who may be meant, with what was found in the name, or in the address where there is none. */
export type FoundPerson = { person: Address; spans: readonly Span[] }

/** The best first; what is alike stays in its order, who is written to most first. `except`: addresses, lower case. */
export function matchPeople(
  typed: string,
  people: readonly Address[],
  except: ReadonlySet<string>,
): FoundPerson[] {
  const wanted = typed.trim()
  const found = people.flatMap((person) => {
    const { name, address } = person
    const inName = fuzzyMatch(wanted, name)
    const inAddress = fuzzyMatch(wanted, address)
    if ((!inName && !inAddress) || except.has(address.toLowerCase())) return []
    const spans = (name ? inName?.spans : inAddress?.spans) ?? []
    return { person, spans, score: Math.max(inName?.score ?? 0, inAddress?.score ?? 0) }
  })
  return found.sort((a, b) => b.score - a.score).map(({ person, spans }) => ({ person, spans }))
}
