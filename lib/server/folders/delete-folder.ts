/** `DELETE /api/folders/:id`. */
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { deleteFolder } from '#lib/server/imap/delete-folder.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { forgetFolder } from '#lib/server/imap/known-folders.ts'
import { isWithin, type ListedFolder, listFolderNames } from '#lib/server/imap/list-folders.ts'
import { foldersChanged } from '#lib/server/live/publish.ts'
import { type Calling, originOf } from '#lib/server/session/origin.ts'
import { folderOfId } from './folder-place.ts'
import { noteFolderDeleted } from './note-folder-change.ts'

type Removal = Calling & { account: Account; params: { id: FolderId }; query: { force: 'true' | 'false' } }

/**
 * Deletes a folder; with `force` all messages in it and all folders below it too, the deepest first.
 * @throws MailError not_found, conflict (it holds something), forbidden, refused, unavailable
 */
export async function removeFolder(call: Removal): Promise<void> {
  const { account, params, query } = call
  const folders = await listFolderNames(account, [folderPath(params.id)])
  const folder = folderOfId(folders, params.id)
  if (folder.path === 'INBOX') throw new MailError('forbidden', { detail: folderWords.inboxStays })
  const all = folders.filter(({ path }) => isWithin(path, folder))
  const holdsMessages = folder.selectable && folder.total !== 0
  if (query.force !== 'true' && (all.length > 1 || holdsMessages)) {
    throw new MailError('conflict', { detail: folderWords.notEmpty })
  }
  try {
    for (const one of all.sort((a, b) => b.path.length - a.path.length)) await deleteOne(account, one)
    noteFolderDeleted(account, originOf(call), folder)
  } finally {
    foldersChanged(account)
  }
}

/** A step that can't be selected may be gone as soon as nothing is below it. */
async function deleteOne(account: Account, { path, selectable }: ListedFolder): Promise<void> {
  try {
    await deleteFolder(account, path)
    forgetFolder(account, path)
  } catch (error) {
    const gone = error instanceof MailError && error.code === 'not_found'
    if (selectable || !gone) throw error
  }
}
