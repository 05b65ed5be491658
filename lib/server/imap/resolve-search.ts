/** From a search over all folders to the messages it stands for, folder by folder. */
import type { View } from '#lib/api/changes.ts'
import { type FolderId, folderIdOf, messageNameOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from './account.ts'
import { assertNumbered } from './assert-numbered.ts'
import { findHits } from './find-hits.ts'
import { foldersToSearch } from './folders-to-search.ts'
import { queryOf } from './query-of.ts'

/** What a view stands for in one folder; UIDs ascending. */
export type FoundMessages = { path: string; folderId: FolderId; uidValidity: number; uids: number[] }

/**
 * The messages of a view of all folders that a change names: those below its `until`, without `except`. Searched for
 * one folder after the other, on a bulk connection: reading waits for none of it.
 * @throws MailError bad_request (a query that asks for nothing), uidvalidity_changed (a folder is no longer the one
 *   that was seen), refused, unavailable; the signal's reason where it aborts
 */
export async function resolveSearch(
  account: Account,
  view: View,
  signal: AbortSignal,
): Promise<FoundMessages[]> {
  const { term, inFolder } = queryOf(account, view.q ?? '')
  if (term.kind === 'all' && inFolder === null)
    throw new MailError('bad_request', {
      issues: [{ path: 'messages.all.q', message: changeRefused.asksForNothing }],
    })
  const found: FoundMessages[] = []
  for (const path of await foldersToSearch(account, 'all', inFolder)) {
    const folderId = folderIdOf(path)
    const until = seenOf(view, folderId)
    if (until === 0) continue
    const hits = await findIn(account, path, term, signal)
    if (!hits) continue
    assertNumbered(view, folderId, hits.uidValidity)
    const spared = sparedIn(view, folderId)
    const uids = Array.from(hits.uids).filter((uid) => uid < until && !spared.has(uid))
    if (uids.length > 0)
      found.push({ path, folderId, uidValidity: hits.uidValidity, uids: uids.sort((a, b) => a - b) })
  }
  return found
}

/** Below which UID a folder was seen; 0: not at all. */
function seenOf({ until }: View, folderId: FolderId): number {
  if (until === undefined) return Number.POSITIVE_INFINITY
  return typeof until === 'object' && Object.hasOwn(until, folderId) ? (until[folderId] ?? 0) : 0
}

/** As the search itself does: a folder that went away meanwhile, or can't be read, is passed over. */
async function findIn(account: Account, path: string, term: SearchTerm, signal: AbortSignal) {
  signal.throwIfAborted()
  try {
    return await findHits(account, { path, term, sort: null, rows: 0, signal })
  } catch (error) {
    if (error instanceof MailError && (error.code === 'not_found' || error.code === 'forbidden')) return null
    throw error
  }
}

function sparedIn({ except = [] }: View, folderId: FolderId): Set<number> {
  return new Set(
    except
      .map(messageNameOf)
      .filter((name) => name.folderId === folderId)
      .map(({ uid }) => uid),
  )
}
