/** Whom a message may be for: at once from what is known here, and from whom one wrote to and heard from. */
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Address } from '#lib/api/messages.ts'
import { type FoundPerson, matchPeople } from '#lib/mail/match-people.ts'
import { isSendable } from '#lib/mail/recipient-chips.ts'
import { callApi } from './call-api.ts'
import { knownPeople } from './known-people.ts'

const MOST = 8
/** All of them at once, so that no letter waits for the server; who knows more people than that asks for each word too. */
const ALL = 1000
const FRESH = 10 * 60_000
const NONE: readonly Address[] = []

function usePeople(q: string, limit: number, enabled: boolean): readonly Address[] {
  const { data } = useQuery({
    queryKey: ['recipients', q, limit],
    queryFn: ({ signal }) => callApi('listRecipients', { query: { q, limit }, signal, ahead: q === '' }),
    staleTime: FRESH,
    // What is known here serves meanwhile.
    retry: 1,
    enabled,
  })
  return data?.recipients ?? NONE
}

/** Those who may be meant by what is typed, the best first; none where nothing is typed. `except`: who is there already. */
export function useRecipients(typed: string, except: readonly string[]): FoundPerson[] {
  const wanted = typed.trim()
  const all = usePeople('', ALL, true)
  const others = usePeople(wanted, MOST, wanted.length > 1 && all.length === ALL)
  const first = useFirst(wanted, all)
  if (wanted === '') return []
  const absent = new Set(except)
  const found = matchPeople(wanted, first, absent).slice(0, MOST)
  const shown = new Set([...except, ...found.map(({ person }) => person.address.toLowerCase())])
  // Below them: what comes while one types moves no line.
  return [...found, ...matchPeople(wanted, [...all, ...others], shown)].slice(0, MOST)
}

/** Those who were known when one began to type. */
function useFirst(wanted: string, all: readonly Address[]): readonly Address[] {
  const kept = useRef<readonly Address[] | null>(null)
  if (wanted === '') kept.current = null
  else kept.current ??= merged(all)
  return kept.current ?? NONE
}

/** The server's order is by whom one writes to; who was only seen in this tab comes behind. */
function merged(all: readonly Address[]): Address[] {
  const already = new Set(all.map(({ address }) => address.toLowerCase()))
  const seen = knownPeople([]).filter((one) => isSendable(one) && !already.has(one.address.toLowerCase()))
  return [...all, ...seen]
}
