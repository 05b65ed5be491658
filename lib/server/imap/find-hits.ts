/** One folder's share of a search: the UIDs that fit, in order. On a bulk connection, nothing is written. */
import type { Sort } from '#lib/api/messages.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account, OpenBox } from './account.ts'
import { asksFileNames, matchTerm } from './match-term.ts'
import { searchMessages } from './search-messages.ts'
import { sortMessages } from './sort-messages.ts'
import { uidSet } from './uid-set.ts'

/** What was found in a folder; `uids` in the order of the search. */
export type Hits = { path: string; uidValidity: number; uids: Uint32Array }

/** A UID above all that were found; mail that comes later has this one or a higher one (RFC 3501 §2.3.1.1). */
export function untilOf({ uids }: Pick<Hits, 'uids'>): number {
  return uids.reduce((most, uid) => Math.max(most, uid), 0) + 1
}

/** More UIDs than this may not fit a command line: then everything is sorted and the rest left out. */
const FEW = 500

/**
 * Searches one folder. `sort` null: the order is nobody's concern.
 * @throws MailError not_found, forbidden, refused, unavailable; the signal's reason where it aborts
 */
export async function findHits(
  account: Account,
  { path, term, sort, signal }: { path: string; term: SearchTerm; sort: Sort | null; signal: AbortSignal },
): Promise<Hits> {
  return await account.use(
    path,
    async (box) => {
      // The connection may have this folder open for a while: what came since is told now.
      await box.run('NOOP', [])
      const uids = asksFileNames(term) ? await byFileName(box, term, sort) : await inOrder(box, term, sort)
      return { path, uidValidity: box.uidValidity, uids: Uint32Array.from(uids) }
    },
    { role: 'bulk', readOnly: true, repeatable: true, signal },
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
