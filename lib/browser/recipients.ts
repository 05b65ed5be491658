/** Whom a message may be for. */
import { useMemo } from 'react'
import { type FoundPerson, matchPeople } from '#lib/mail/match-people.ts'
import { isSendable } from '#lib/mail/recipient-chips.ts'
import { knownPeople } from './known-people.ts'

const MOST = 8

/** Those who may be meant by what is typed, the best first; none where nothing is typed. `except`: who is there already. */
export function useRecipients(typed: string, except: readonly string[]): FoundPerson[] {
  const isTyped = typed.trim() !== ''
  // Those that were known when one began to type: what comes meanwhile moves no line.
  const known = useMemo(() => (isTyped ? knownPeople([]).filter(isSendable) : []), [isTyped])
  if (!isTyped) return []
  return matchPeople(typed, known, new Set(except)).slice(0, MOST)
}
