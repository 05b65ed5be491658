/** Rows of what was found. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { lastIndexOf } from '#lib/server/imap/known-folders.ts'
import { readSummaries } from '#lib/server/imap/read-summaries.ts'
import { openIndex } from '#lib/server/imap/sync-folder.ts'
import type { Hits } from './find-hits.ts'

/**
 * The summaries of these messages, in the order given; those that are gone are left out, and so is a whole folder
 * that is gone or was renumbered. What a list has shown before needs no FETCH; no index is made for a search alone.
 * @throws MailError unavailable; the signal's reason where it aborts
 */
export async function readHits(
  account: Account,
  { path, uidValidity }: Hits,
  uids: Iterable<number>,
  signal: AbortSignal,
): Promise<MessageSummary[]> {
  signal.throwIfAborted()
  const wanted = [...uids]
  try {
    if (lastIndexOf(account, path)?.uidValidity === uidValidity) {
      const index = await openIndex(account, path)
      if (index.uidValidity === uidValidity) return await readSummaries(account, path, index, wanted)
    }
    return await fetchHits(account, path, uidValidity, wanted, signal)
  } catch (error) {
    if (error instanceof MailError && (error.code === 'not_found' || error.code === 'uidvalidity_changed'))
      return []
    throw error
  }
}

async function fetchHits(
  account: Account,
  path: string,
  uidValidity: number,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<MessageSummary[]> {
  const rows = await account.use(
    path,
    async (box) => (box.uidValidity === uidValidity ? await fetchRows(box, uids) : []),
    { role: 'bulk', readOnly: true, repeatable: true, signal },
  )
  const folderId = folderIdOf(path)
  const summaries = new Map(rows.map((row) => [row.uid, summaryOf(row, folderId, uidValidity)]))
  return uids.flatMap((uid) => summaries.get(uid) ?? [])
}
