/** Who writes to this mailbox and is written to, as far as this tab knows. */
import type { Person } from '#lib/mail/search-suggestions.ts'
import { mailState } from './mail-state.ts'

/** Everybody in the messages that were listed here, and `others` (addresses); by how often, the most frequent first. */
export function knownPeople(others: readonly string[]): Person[] {
  const people = new Map<string, Person>()
  const meet = (address: string, name: string) => {
    const key = address.toLowerCase()
    const { count, ...known } = people.get(key) ?? { name: '', address, count: 0 }
    if (address) people.set(key, { ...known, name: known.name || name, count: count + 1 })
  }
  const { known } = mailState()
  for (const id of known.ids()) {
    const message = known.get(id)
    for (const { name, address } of [...(message?.from ?? []), ...(message?.to ?? [])])
      meet(address, name ?? '')
  }
  for (const address of others) meet(address, '')
  return [...people.values()].sort((a, b) => b.count - a.count)
}
