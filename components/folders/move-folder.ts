/** Puts a folder somewhere else, and back. */
import type { Folder, FolderPatch } from '#lib/api/folders.ts'
import { changeFolder } from '#lib/browser/change-folders.ts'
import { notify } from '#lib/browser/notices.ts'
import { offerUndoBy } from '#lib/browser/undoable.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'

/** Puts a folder with all in it into another one, or to the top level, and says so. @throws MailError */
export async function moveFolder(folder: Folder, parent: Folder | null): Promise<void> {
  const moved = await changeFolder(folder, { parentId: parent?.id ?? null })
  const where = parent ? folderWords.nameOf(parent) : folderActs.topLevel
  notify({
    text: folderActs.move.done(folder.name, where),
    undo: offerUndoBy(changeBack(moved, { parentId: folder.parentId })),
  })
}

/** The way back of a change to a folder. */
export function changeBack(folder: Folder, patch: FolderPatch): () => void {
  return () => {
    changeFolder(folder, patch).catch((error: Error) => notify({ text: error.message, kind: 'problem' }))
  }
}
