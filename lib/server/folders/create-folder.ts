/** `POST /api/folders`. */
import type { Folder, NewFolder } from '#lib/api/folders.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { createFolder } from '#lib/server/imap/create-folder.ts'
import { listFolderNames } from '#lib/server/imap/list-folders.ts'
import { foldersChanged } from '#lib/server/live/publish.ts'
import { folderAnswer } from './folder-answer.ts'
import { folderOfId, pathBelow } from './folder-place.ts'

/**
 * Makes a folder below `parentId`, or at the top, and subscribes it.
 * @throws MailError bad_request, not_found (the parent), conflict (it exists), forbidden, refused, unavailable
 */
export async function makeFolder({ account, body }: { account: Account; body: NewFolder }): Promise<Folder> {
  const folders = await listFolderNames(account)
  const parent = body.parentId ? folderOfId(folders, body.parentId) : null
  const path = await pathBelow(account, parent, body.name)
  const isInbox = path.toUpperCase() === 'INBOX'
  // One that can't be selected is only a step on the way to others: CREATE makes it real.
  if (isInbox || folders.some((folder) => folder.path === path && folder.selectable)) {
    throw new MailError('conflict', { detail: folderWords.exists(body.name) })
  }
  await createFolder(account, path, body.role)
  foldersChanged(account)
  return await folderNow(account, path)
}

/** The folder at `path` as it is now. */
export async function folderNow(account: Account, path: string): Promise<Folder> {
  const made = (await listFolderNames(account, [path])).find((folder) => folder.path === path)
  if (!made) throw new MailError('not_found')
  return folderAnswer(made)
}
