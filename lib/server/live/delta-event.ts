/** What happened in a folder, as the API tells it. */
import type { LiveEvent } from '#lib/api/events.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { FolderChanges } from '#lib/api/messages.ts'
import type { FolderDelta, FolderIndex } from '#lib/server/imap/folder-index.ts'

/** Above this many messages, reading the list again is cheaper. */
const MOST_IN_DELTA = 1_000

/** A delta in the API's names: ids, and the flags that are now. */
export function changesOf(
  path: string,
  index: FolderIndex,
  { added, changed, removed }: FolderDelta,
): Pick<FolderChanges, 'added' | 'changed' | 'removed'> {
  const folderId = folderIdOf(path)
  const idOf = (uid: number) => messageIdOf({ folderId, uidValidity: index.uidValidity, uid })
  return {
    added: added.map(idOf),
    changed: changed.map((uid) => ({ id: idOf(uid), flags: [...(index.flagsOf(uid) ?? [])] })),
    removed: removed.map(idOf),
  }
}

/** `messages`, or `reset` where `state` is of no use any more or too much happened since. */
export function deltaEvent(path: string, index: FolderIndex, state: string): LiveEvent {
  const folderId = folderIdOf(path)
  const delta = index.since(state)
  if (!delta || delta.added.length + delta.changed.length + delta.removed.length > MOST_IN_DELTA) {
    return { name: 'reset', data: { folderId } }
  }
  return { name: 'messages', data: { folderId, state: index.state, ...changesOf(path, index, delta) } }
}
