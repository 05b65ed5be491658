/** One folder's share of a search: the UIDs that fit, in order, and the first rows. On a connection apart, nothing is written. */
import type { MessageSummary, Sort } from '#lib/api/messages.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account, OpenBox } from './account.ts'
import { hearNews } from './hear-news.ts'
import { asksFileNames, matchTerm } from './match-term.ts'
import { fetchSummaries, readFound } from './read-found.ts'
import { searchMessages } from './search-messages.ts'
import { sortMessages } from './sort-messages.ts'
import { uidSet } from './uid-set.ts'

/** What was found in a folder; `uids` in the order of the search, `rows` those of the first `read` of them that were there. */
export type Hits = {
  path: string
  uidValidity: number
  uids: Uint32Array
  read: number
  rows: readonly MessageSummary[]
}

/** A folder, what to look for in it, and how many rows to bring along. */
export type Search = {
  path: string
  term: SearchTerm
  sort: Sort | null
  rows: number
  signal: AbortSignal
}

/** A UID above all that were found; mail that comes later has this one or a higher one (RFC 3501 §2.3.1.1). */
export function untilOf({ uids }: Pick<Hits, 'uids'>): number {
  return uids.reduce((most, uid) => Math.max(most, uid), 0) + 1
}

/** More UIDs than this may not fit a command line: then everything is sorted and the rest left out. */
const FEW = 500

/**
 * Searches one folder. `sort` null: the order is nobody's concern.
 * @throws MailError not_found, forbidden, refused, conflict, unavailable; the signal's reason where it aborts
 */
export async function findHits(account: Account, { path, term, sort, rows, signal }: Search): Promise<Hits> {
  return await account.use(
    path,
    async (box) => {
      await hearNews(box)
      const found = asksFileNames(term) ? await byFileName(box, term, sort) : await inOrder(box, term, sort)
      const uids = Uint32Array.from(found)
      const first = found.slice(0, rows)
      return {
        path,
        uidValidity: box.uidValidity,
        uids,
        read: first.length,
        rows: await fetchSummaries(box, first),
      }
    },
    { role: 'search', readOnly: true, repeatable: true, signal },
  )
}

function inOrder(box: OpenBox, term: SearchTerm, sort: Sort | null): Promise<number[]> {
  return sort ? sortMessages(box, sort, term) : searchMessages(box, term)
}

async function byFileName(box: OpenBox, term: SearchTerm, sort: Sort | null): Promise<number[]> {
  const all = Uint32Array.from(await searchMessages(box, { kind: 'all' }))
  const fitting = await matchTerm(box, { uids: all }, term)
  if (fitting.length === 0 || !sort) return fitting
  if (fitting.length <= FEW) return await sortMessages(box, sort, { kind: 'uid', set: uidSet(fitting) })
  const wanted = new Set(fitting)
  return (await sortMessages(box, sort, { kind: 'all' })).filter((uid) => wanted.has(uid))
}

/** The first rows of what was found: those that came along, where they are enough. Throws as `readFound` does. */
export async function firstRows(
  account: Account,
  hits: Hits,
  count: number,
  signal: AbortSignal,
): Promise<readonly MessageSummary[]> {
  if (hits.read === Math.min(count, hits.uids.length)) return hits.rows
  if (hits.read < Math.min(count, hits.uids.length))
    return await readFound(account, hits, hits.uids.subarray(0, count), signal)
  const wanted = new Set(hits.uids.subarray(0, count))
  return hits.rows.filter(({ uid }) => wanted.has(uid))
}
