/** One folder's share of a search: the UIDs that fit, in order. On a bulk connection, nothing is written. */
import type { Sort } from '#lib/api/messages.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { asksFileNames, matchTerm } from '#lib/server/imap/match-term.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { sortMessages } from '#lib/server/imap/sort-messages.ts'
import { uidSet } from '#lib/server/imap/uid-set.ts'

/** What was found in a folder; `uids` in the order of the search. */
export type Hits = { path: string; uidValidity: number; uids: Uint32Array }

/** More UIDs than this may not fit a command line: then everything is sorted and the rest left out. */
const FEW = 500

/**
 * Searches one folder.
 * @throws MailError not_found, forbidden, refused, unavailable; the signal's reason where it aborts
 */
export async function findHits(
  account: Account,
  { path, term, sort, signal }: { path: string; term: SearchTerm; sort: Sort; signal: AbortSignal },
): Promise<Hits> {
  return await account.use(
    path,
    async (box) => {
      // The connection may have this folder open for a while: what came since is told now.
      await box.run('NOOP', [])
      const uids = asksFileNames(term)
        ? await byFileName(box, term, sort)
        : await sortMessages(box, sort, term)
      return { path, uidValidity: box.uidValidity, uids: Uint32Array.from(uids) }
    },
    { role: 'bulk', readOnly: true, repeatable: true, signal },
  )
}

async function byFileName(box: OpenBox, term: SearchTerm, sort: Sort): Promise<number[]> {
  const all = Uint32Array.from(await searchMessages(box, { kind: 'all' }))
  const fitting = await matchTerm(box, { uids: all }, term)
  if (fitting.length === 0) return []
  if (fitting.length <= FEW) return await sortMessages(box, sort, { kind: 'uid', set: uidSet(fitting) })
  const wanted = new Set(fitting)
  return (await sortMessages(box, sort, { kind: 'all' })).filter((uid) => wanted.has(uid))
}
