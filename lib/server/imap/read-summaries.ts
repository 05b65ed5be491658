/** Rows of lists: what never changes is kept once it was fetched, flags are the index's. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account, OpenBox } from './account.ts'
import { fetchRows } from './fetch-rows.ts'
import { canonicalFlags } from './flag-table.ts'
import type { FolderIndex } from './folder-index.ts'
import { lastIndexOf, notifyFolder } from './known-folders.ts'
import { keepRow, recallRow, rowKey } from './row-cache.ts'

const ROWS_AT_ONCE = 200

/**
 * Summaries of messages of one folder, in the order asked for; those that are gone are left out.
 * One FETCH for what was never fetched, no round trip where nothing is missing.
 * @throws MailError uidvalidity_changed where the folder is no longer the index's; unavailable
 */
export async function readSummaries(
  account: Account,
  path: string,
  index: FolderIndex,
  uids: Iterable<number>,
): Promise<MessageSummary[]> {
  const folderId = folderIdOf(path)
  const keyOf = (uid: number) => rowKey(account, folderId, index.uidValidity, uid)
  const wanted = [...uids]
  const known = new Map(wanted.map((uid) => [uid, recall(keyOf(uid))]))
  const missing = wanted.filter((uid) => !known.get(uid) || index.lacksFlags(uid))
  const fetched = new Map<number, MessageSummary>()
  if (missing.length > 0) {
    const rows = await account.use(path, (box) => rowsOf(box, index, missing), { repeatable: true })
    correctFlags(account, path, index, rows)
    for (const row of rows) {
      const summary = summaryOf({ ...row, flags: [] }, folderId, index.uidValidity)
      fetched.set(row.uid, summary)
      keepRow(keyOf(row.uid), { summary })
    }
  }
  return wanted.flatMap((uid) => {
    const summary = fetched.get(uid) ?? known.get(uid)
    const flags = index.flagsOf(uid)
    return summary && flags ? [{ ...summary, flags: [...flags] }] : []
  })
}

async function rowsOf(box: OpenBox, index: FolderIndex, uids: readonly number[]): Promise<FetchedRow[]> {
  if (box.uidValidity !== index.uidValidity) throw new MailError('uidvalidity_changed')
  const rows: FetchedRow[] = []
  for (let at = 0; at < uids.length; at += ROWS_AT_ONCE) {
    rows.push(...(await fetchRows(box, uids.slice(at, at + ROWS_AT_ONCE))))
  }
  return rows
}

// Flags were read by sets of those that the server names (build-index.ts): a row may know one that it did not.
function correctFlags(account: Account, path: string, index: FolderIndex, rows: readonly FetchedRow[]): void {
  const wrong = rows.filter(({ uid, flags }) => {
    const known = index.flagsOf(uid)
    return index.lacksFlags(uid) || (known !== null && known.join(' ') !== canonicalFlags(flags).join(' '))
  })
  const delta = index.update({ flags: wrong.map(({ uid, flags }) => [uid, flags]) })
  if (delta && lastIndexOf(account, path) === index) {
    notifyFolder(account, { kind: 'synced', path, index, renumbered: false })
  }
}

function recall(key: string): MessageSummary | undefined {
  const row = recallRow(key)
  return row && 'summary' in row ? row.summary : undefined
}
