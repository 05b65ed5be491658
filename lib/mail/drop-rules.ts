/** What may be dropped where. Each answer is why not, as one sentence; undefined where it may. */
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { allows } from './folder-rights.ts'
import { withDescendants } from './folder-tree.ts'
import { dragWords } from './words/drag.ts'
import { listWords } from './words/list.ts'

/** Messages, on a folder. `from`: the folders they are in, as far as that is known. */
export function whyNoMail(
  folders: readonly Folder[],
  { from, to, copy }: { from: readonly FolderId[]; to: Folder; copy: boolean },
): string | undefined {
  if (!to.selectable) return dragWords.holdsNoMail
  if (from.length > 0 && from.every((id) => id === to.id)) return dragWords.alreadyThere
  if (!allows(to.rights, 'put')) return listWords.forbidden.put
  const stays = folders.some(({ id, rights }) => from.includes(id) && !allows(rights, 'take'))
  return !copy && stays ? listWords.forbidden.take : undefined
}

/** A folder, into another one; `parent` null: to the top level. */
export function whyNoFolder(
  folders: readonly Folder[],
  folder: Folder,
  parent: Folder | null,
): string | undefined {
  if (!allows(folder.rights, 'remove')) return listWords.forbidden.remove
  const now = folders.find(({ id }) => id === folder.parentId)
  // What lies below the inbox is shown beside it.
  const isAtTop = now === undefined || now.role === 'inbox'
  if (parent === null) return isAtTop ? dragWords.alreadyThere : undefined
  if (parent.id === now?.id) return dragWords.alreadyThere
  if (withDescendants(folders, folder.id).some(({ id }) => id === parent.id)) return dragWords.intoItself
  if (folder.delimiter === '') return dragWords.flat
  return allows(parent.rights, 'create') ? undefined : listWords.forbidden.create
}
