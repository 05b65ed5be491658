/** Rows of messages that were found somewhere: by a search, or as members of a conversation. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account, OpenBox } from './account.ts'
import { fetchRows } from './fetch-rows.ts'
import { canonicalFlags } from './flag-table.ts'
import { lastIndexOf } from './known-folders.ts'
import { readSummaries } from './read-summaries.ts'
import { openIndex } from './sync-folder.ts'

/** A folder as it was when something was found there. */
export type FoundIn = { path: string; uidValidity: number }

/**
 * The summaries of these messages, in the order given; those that are gone are left out, and so is a whole folder
 * that is gone or was renumbered. What a list has shown before needs no FETCH; no index is made for this alone.
 * @throws MailError unavailable; the signal's reason where it aborts
 */
export async function readFound(
  account: Account,
  { path, uidValidity }: FoundIn,
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
    return await fetchFound(account, { path, uidValidity }, wanted, signal)
  } catch (error) {
    if (error instanceof MailError && (error.code === 'not_found' || error.code === 'uidvalidity_changed'))
      return []
    throw error
  }
}

async function fetchFound(
  account: Account,
  { path, uidValidity }: FoundIn,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<MessageSummary[]> {
  return await account.use(
    path,
    async (box) => (box.uidValidity === uidValidity ? await fetchSummaries(box, uids) : []),
    { role: 'bulk', readOnly: true, repeatable: true, signal },
  )
}

/**
 * The summaries of these messages of the open folder, in the order given; those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchSummaries(box: OpenBox, uids: readonly number[]): Promise<MessageSummary[]> {
  const folderId = folderIdOf(box.path)
  const rows = uids.length > 0 ? await fetchRows(box, uids) : []
  return rows.map((row) => summaryOf({ ...row, flags: canonicalFlags(row.flags) }, folderId, box.uidValidity))
}
