/** `PATCH /api/folders/:id`. */
import type { Folder, FolderPatch } from '#lib/api/folders.ts'
import { type FolderId, folderIdOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { forgetFolder } from '#lib/server/imap/known-folders.ts'
import { isWithin, type ListedFolder, listFolderNames } from '#lib/server/imap/list-folders.ts'
import { renameFolder } from '#lib/server/imap/rename-folder.ts'
import { subscribeFolder } from '#lib/server/imap/subscribe-folder.ts'
import { followFolders } from '#lib/server/imap/undo-log.ts'
import { foldersChanged, publish } from '#lib/server/live/publish.ts'
import { type Calling, originOf } from '#lib/server/session/origin.ts'
import { settingsFollow } from '#lib/server/session/user-settings.ts'
import { folderNow } from './create-folder.ts'
import { folderOfId, pathBelow } from './folder-place.ts'
import { noteFolderChange } from './note-folder-change.ts'

type Patched = Calling & { account: Account; params: { id: FolderId }; body: FolderPatch }

/**
 * Renames, moves (what is below goes along) and subscribes a folder.
 * @returns the folder as it is now, by its new id
 * @throws MailError bad_request, not_found, conflict, forbidden, refused, unavailable
 */
export async function changeFolder(call: Patched): Promise<Folder> {
  const { account, params, body } = call
  const folders = await listFolderNames(account)
  const folder = folderOfId(folders, params.id)
  const path = await wantedPath(account, folders, folder, body)
  if (path !== folder.path) await move(account, folders, folder, path)
  if (body.subscribed !== undefined) await subscribeFolder(account, path, body.subscribed)
  foldersChanged(account)
  const now = await folderNow(account, path)
  noteFolderChange(account, originOf(call), folder, now)
  return now
}

async function wantedPath(
  account: Account,
  folders: readonly ListedFolder[],
  folder: ListedFolder,
  { name = folder.name, parentId }: FolderPatch,
): Promise<string> {
  if (name === folder.name && parentId === undefined) return folder.path
  if (folder.path === 'INBOX') throw new MailError('forbidden', { detail: folderWords.inboxStays })
  if (parentId) return await pathBelow(account, folderOfId(folders, parentId), name)
  if (parentId === null || folder.parentPath === null) return await pathBelow(account, null, name)
  const parent = folders.find(({ path }) => path === folder.parentPath) ?? null
  return await pathBelow(account, parent, name)
}

async function move(
  account: Account,
  folders: readonly ListedFolder[],
  folder: ListedFolder,
  path: string,
): Promise<void> {
  if (isWithin(path, folder)) throw new MailError('conflict', { detail: folderWords.intoItself })
  if (path.toUpperCase() === 'INBOX' || folders.some((other) => other.path === path)) {
    throw new MailError('conflict', { detail: folderWords.exists(path) })
  }
  await renameFolder(account, folder.path, path)
  const moved = folders.filter((one) => isWithin(one.path, folder))
  for (const one of moved) forgetFolder(account, one.path)
  // Subscriptions are names: RENAME leaves them where they were (RFC 3501 §6.3.6).
  for (const one of moved.filter(({ subscribed }) => subscribed)) {
    await subscribeFolder(account, path + one.path.slice(folder.path.length), true)
    await subscribeFolder(account, one.path, false)
  }
  const pathAfter = new Map(moved.map((one) => [one.path, path + one.path.slice(folder.path.length)]))
  followFolders(account, (before) => pathAfter.get(before) ?? before)
  const idAfter = new Map([...pathAfter].map(([before, after]) => [folderIdOf(before), folderIdOf(after)]))
  const settings = settingsFollow(account, (id) => idAfter.get(id) ?? id)
  if (settings) publish(account, { name: 'settings', data: { revision: settings.revision } })
}
