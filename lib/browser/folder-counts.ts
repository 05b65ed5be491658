/** What pending changes do to the folders' counts, until the server itself has told the new ones. */
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import type { Count } from '#lib/mail/apply-to-counts.ts'

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
