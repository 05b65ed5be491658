/** `GET /api/folders/:id/changes`: what happened in a folder since a state, asked of the mail server first. */
import type { FolderId } from '#lib/api/ids.ts'
import type { FolderChanges } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { openIndex } from '#lib/server/imap/sync-folder.ts'
import { changesOf } from '#lib/server/live/delta-event.ts'

/**
 * @throws MailError state_unknown where the list must be fetched again; not_found, unavailable
 */
export async function readChanges({
  account,
  params,
  query,
}: {
  account: Account
  params: { id: FolderId }
  query: { since: string }
}): Promise<FolderChanges> {
  const path = folderPath(params.id)
  const index = await openIndex(account, path)
  const delta = index.since(query.since)
  if (!delta) throw new MailError('state_unknown')
  const { state, total, unread } = index
  return { state, total, unread, ...changesOf(path, index, delta) }
}
