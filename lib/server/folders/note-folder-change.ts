/** What was done to a folder goes into the list of recent changes, with what would bring it back. */
import type { Folder, FolderPatch } from '#lib/api/folders.ts'
import { type FolderId, folderIdOf } from '#lib/api/ids.ts'
import type { Deed } from '#lib/api/recent-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import type { ListedFolder } from '#lib/server/imap/list-folders.ts'
import { noteEnded } from '#lib/server/live/recent-changes.ts'
import type { Origin } from '#lib/server/session/origin.ts'

/** Notes that a folder was renamed, moved or subscribed. */
export function noteFolderChange(account: Account, origin: Origin, before: ListedFolder, now: Folder): void {
  const { name } = now
  const parentBefore = before.parentPath === null ? null : folderIdOf(before.parentPath)
  const note = (deed: Deed, patch: FolderPatch) =>
    noteEnded(account, origin, {
      ...NO_MESSAGES,
      deed,
      folders: [now.id],
      undo: { kind: 'folder', id: now.id, patch },
      final: false,
    })
  if (now.parentId !== parentBefore)
    note({ kind: 'moveFolder', name, to: now.parentId }, { name: before.name, parentId: parentBefore })
  else if (name !== before.name)
    note({ kind: 'renameFolder', name, before: before.name }, { name: before.name })
  if (now.subscribed !== before.subscribed) {
    const kind = now.subscribed ? 'subscribeFolder' : 'unsubscribeFolder'
    note({ kind, name }, { subscribed: before.subscribed })
  }
}

const NO_MESSAGES = { count: 0, total: 0 }

/** Notes that a folder was deleted: asked first, for good. */
export function noteFolderDeleted(account: Account, origin: Origin, { path, name }: ListedFolder): void {
  const deed = { kind: 'deleteFolder', name } as const
  noteEnded(account, origin, { ...NO_MESSAGES, deed, folders: [folderIdOf(path)], undo: null, final: true })
}

/** Notes that so many messages of a folder were deleted for good. */
export function noteFolderEmptied(account: Account, origin: Origin, id: FolderId, count: number): void {
  if (count === 0) return
  const deed = { kind: 'emptyFolder' } as const
  noteEnded(account, origin, { count, total: count, deed, folders: [id], undo: null, final: true })
}
