/** What pending changes do to the folders' counts, until the server itself has told the new ones. */
import type { Folder } from '#lib/api/folders.ts'
import { type FolderId, messageNameOf } from '#lib/api/ids.ts'
import type { KnownMessages } from './known-messages.ts'
import type { PendingChange } from './pending-change.ts'

export type Count = { total: number; unread: number }

/** What a change will do to the counts of the folders it touches, as far as the messages are known. */
export function countsOf(
  { change }: Pick<PendingChange, 'change'>,
  known: KnownMessages,
  trash: FolderId | null,
): Map<FolderId, Count> {
  const counts = new Map<FolderId, Count>()
  const add = (folderId: FolderId, total: number, unread: number) => {
    const sum = counts.get(folderId) ?? { total: 0, unread: 0 }
    counts.set(folderId, { total: sum.total + total, unread: sum.unread + unread })
  }
  if (change.kind === 'undo' || !('ids' in change.messages)) return counts
  const reads = change.kind === 'flag' && change.add?.includes('\\Seen')
  const unreads = change.kind === 'flag' && change.remove?.includes('\\Seen')
  for (const id of change.messages.ids) {
    const { folderId } = messageNameOf(id)
    const flags = known.get(id)?.flags
    const unread = flags && !flags.includes('\\Seen') ? 1 : 0
    if (change.kind === 'flag') {
      if (reads && unread) add(folderId, 0, -1)
      else if (unreads && flags && !unread) add(folderId, 0, 1)
      continue
    }
    const to =
      change.kind === 'delete' ? (folderId === trash ? null : trash) : 'to' in change ? change.to : null
    if (change.kind !== 'copy') add(folderId, -1, -unread)
    if (to) add(to, 1, unread)
  }
  return counts
}

/** The differences that are painted over the folders. */
export class FolderCounts {
  #differences = new Map<string, Map<FolderId, Count>>()

  /** A change was asked for. */
  add(changeId: string, counts: Map<FolderId, Count>): void {
    if (counts.size > 0) this.#differences.set(changeId, counts)
  }

  /** The change failed, or all its folders were read again. */
  drop(changeId: string): void {
    this.#differences.delete(changeId)
  }

  /** The server told this folder's counts: changes that it may have heard of (`sent`) are in them. */
  told(folderId: FolderId, sent: (changeId: string) => boolean): void {
    for (const [changeId, counts] of this.#differences) {
      if (sent(changeId)) counts.delete(folderId)
      if (counts.size === 0) this.#differences.delete(changeId)
    }
  }

  /** The folders with the differences in them. Counts never fall below zero. */
  paint(folders: readonly Folder[]): Folder[] {
    return folders.map((folder) => {
      let { total, unread } = folder
      for (const counts of this.#differences.values()) {
        const count = counts.get(folder.id)
        if (!count || total === null || unread === null) continue
        total = Math.max(0, total + count.total)
        unread = Math.max(0, unread + count.unread)
      }
      return { ...folder, total, unread }
    })
  }
}
