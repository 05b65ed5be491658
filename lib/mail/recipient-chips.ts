/**
 * The recipients of one field while somebody types: people, and between them the one that is being typed. That one
 * stands in the draft as it was typed so far, so that it is kept like every other word. Pure.
 */
import type { Address } from '#lib/api/messages.ts'
import { sendableAddress } from './sendable-address.ts'
import { writtenAddresses } from './written-addresses.ts'

/** What stands in the input, and before which of the chips it stands; null: behind them all. */
export type Typing = { typed: string; place: number | null }

export const NOT_TYPING: Typing = { typed: '', place: null }

/** As many as the draft takes (lib/api/compose.ts). */
export const MOST_PEOPLE = 1000
const LONGEST = 1000

export type ChipField = {
  /** The people, without the one that is being typed. */
  chips: readonly Address[]
  /** What the input shows, and how many chips stand before it. */
  typed: string
  place: number
}

/** @param people as the draft has them. Where it was changed elsewhere meanwhile, what was typed is a chip like others. */
export function chipField(people: readonly Address[], { typed, place }: Typing): ChipField {
  if (typed.trim() === '')
    return { chips: people, typed, place: Math.min(place ?? people.length, people.length) }
  const at = Math.min(place ?? people.length - 1, people.length - 1)
  const here = people[at]
  if (here?.address !== typed || here.name !== '') return { chips: people, typed: '', place: people.length }
  return { chips: people.toSpliced(at, 1), typed, place: at }
}

/** The draft's people, and what is typed, after something else was typed. */
export function typedInto({ chips, place }: ChipField, typed: string): { people: Address[]; typing: Typing } {
  const text = typed.slice(0, LONGEST)
  const atEnd = place >= chips.length
  if (text.trim() === '') return { people: [...chips], typing: { typed: text, place: atEnd ? null : place } }
  return { people: chips.toSpliced(place, 0, { name: '', address: text }), typing: { typed: text, place } }
}

/** What was typed, or `text` in its place, becomes chips; who is in the field already stays once. */
export function chipsMade({ chips, typed, place }: ChipField, text: string = typed): Address[] {
  const already = new Set(chips.map(({ address }) => address.toLowerCase()))
  const fresh = peopleIn(text).filter(({ address }) => !already.has(address.toLowerCase()))
  return chips.toSpliced(place, 0, ...fresh).slice(0, MOST_PEOPLE)
}

/** One chip becomes what is typed, in its place. What was typed before that must be a chip already. */
export function chipEdited(
  chips: readonly Address[],
  at: number,
): { people: Address[]; typing: Typing } | null {
  const chip = chips[at]
  if (!chip) return null
  return typedInto({ chips: chips.toSpliced(at, 1), typed: '', place: at }, writtenPerson(chip))
}

/** The people in a text, each in one line. */
export function peopleIn(text: string): Address[] {
  // A draft takes no control characters; those that part lines and columns part people.
  return writtenAddresses(text.replaceAll(/[\u2028\u2029]/g, '\n').replaceAll(/[^\P{Cc}\t\r\n]/gu, ' ')).map(
    ({ name, address }) => ({ name: name.slice(0, LONGEST), address: address.slice(0, LONGEST) }),
  )
}

/** A half-typed entry of a draft → the people it names; others as they are. */
export function peopleSettled(people: readonly Address[]): Address[] {
  const settled = people.flatMap((person) =>
    person.name === '' && !isSendable(person) ? peopleIn(person.address) : [person],
  )
  const same =
    settled.length === people.length && settled.every((one, at) => one.address === people[at]?.address)
  return same ? [...people] : settled
}

/** Whether mail can be sent there. */
export function isSendable({ address }: Address): boolean {
  return sendableAddress(address) !== null
}

/** As one would type it: `"Doe, John" <john@example.org>`. */
export function writtenPerson({ name, address }: Address): string {
  if (name === '') return address
  const plain = /^[^"<>,;@\\]*$/.test(name)
  return `${plain ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`} <${address}>`
}
