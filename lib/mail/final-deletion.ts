/** What a deletion would delete for good: only where nobody may bring it back is anybody asked first. */
import type { Selection } from '#lib/api/changes.ts'
import type { Folder } from '#lib/api/folders.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { isOfRole } from './folder-tree.ts'

/** Whether a message lies in the trash, or below it. */
export function isInTrash(folders: readonly Folder[], id: MessageId): boolean {
  return isOfRole(folders, 'trash', messageNameOf(id).folderId)
}

/**
 * How many messages of a selection a deletion would delete for good. What a search over all folders found in the trash
 * is left there.
 * @param count how many the selection is
 */
export function deletedForGood(folders: readonly Folder[], messages: Selection, count: number): number {
  if ('ids' in messages) return messages.ids.filter((id) => isInTrash(folders, id)).length
  return isOfRole(folders, 'trash', messages.all.folderId) ? count : 0
}
