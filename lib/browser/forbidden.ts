/** Why something can't be done in a folder: for the button that would do it. */
import type { Selection } from '#lib/api/changes.ts'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { allows, type FolderAct } from '#lib/mail/folder-rights.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { knownFolders, useOfFolders } from './folders.ts'

// Every row asks: the tree is gone through once, not once a row.
const known = new WeakMap<readonly Folder[], ReadonlyMap<FolderId, string | undefined>>()

function rightsIn(folders: readonly Folder[]): ReadonlyMap<FolderId, string | undefined> {
  const rights = known.get(folders) ?? new Map(folders.map((folder) => [folder.id, folder.rights]))
  known.set(folders, rights)
  return rights
}

/** Why this may not be done, as one sentence; undefined where it may. */
export type Forbidden = (act: FolderAct) => string | undefined

/** What may not be done in this folder. */
export function useForbidden(folderId: FolderId): Forbidden {
  const rights = useOfFolders((folders) => rightsIn(folders).get(folderId) ?? null) ?? undefined
  return (act) => (allows(rights, act) ? undefined : listWords.forbidden[act])
}

/** The same, for messages of any folders, outside React. */
export function forbiddenFor(messages: Selection, act: FolderAct): string | undefined {
  const rights = rightsIn(knownFolders())
  const folderIds =
    'all' in messages ? [messages.all.folderId] : messages.ids.map((id) => messageNameOf(id).folderId)
  return folderIds.every((id) => allows(rights.get(id), act)) ? undefined : listWords.forbidden[act]
}
