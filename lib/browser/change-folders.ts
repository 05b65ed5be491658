/** What is done to folders. Each call is done when the server said so and the list was read again. */
import type { Folder, FolderPatch, NewFolder } from '#lib/api/folders.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { withDescendants } from '#lib/mail/folder-tree.ts'
import { folderPlace, INBOX } from '#lib/mail/place.ts'
import { callApi } from './call-api.ts'
import { changeTogether } from './change-messages.ts'
import { currentList } from './current-list.ts'
import { knownFolders, refreshFolders } from './folders.ts'
import { go, herePlace } from './place.ts'

/** Makes a folder. @throws MailError `conflict` where there is one, `refused` with the server's words */
export async function createFolder(folder: NewFolder): Promise<Folder> {
  const made = await callApi('createFolder', { body: folder })
  await refreshFolders()
  return made
}

/** Renames, moves or subscribes. Whoever looks at it, or below it, goes along to its new place. @throws MailError */
export async function changeFolder(folder: Folder, patch: FolderPatch): Promise<Folder> {
  const inside = isInside(folder)
  const changed = await callApi('changeFolder', { params: { id: folder.id }, body: patch })
  await refreshFolders()
  if (inside && changed.id !== folder.id) go(folderPlace(changed.id), { replace: true })
  return changed
}

/** Deletes a folder, all below it and all that is in them. Whoever looks at it goes to the inbox. @throws MailError */
export async function deleteFolder(folder: Folder): Promise<void> {
  const inside = isInside(folder)
  await callApi('deleteFolder', { params: { id: folder.id }, query: { force: 'true' } })
  if (inside) go(folderPlace(INBOX), { replace: true })
  await refreshFolders()
}

/** Deletes every message of a folder for good. @returns how many @throws MailError */
export async function emptyFolder(folder: Folder): Promise<number> {
  const { deleted } = await callApi('emptyFolder', { params: { id: folder.id } })
  await refreshFolders()
  return deleted
}

/** Marks all that is unread now in these folders as read, as one; what arrives in the meantime stays unread. */
export function markFoldersRead(folders: readonly Folder[], said: string): void {
  const shown = currentList.get()
  const until = new Map(folders.map(({ id, uidNext }) => [id, uidNext]))
  const ids = shown && until.has(shown.view.folderId) ? shown.ids.filter((one) => one !== undefined) : []
  const touched = new Set(
    ids.filter((one) => {
      const { folderId, uid } = messageNameOf(one)
      return uid < (until.get(folderId) ?? Number.POSITIVE_INFINITY)
    }),
  )
  const wishes = folders.map(({ id, uidNext, uidValidity, unread }) => ({
    change: {
      kind: 'flag' as const,
      messages: {
        all: {
          folderId: id,
          filter: ['unread' as const],
          ...(uidNext ? { until: uidNext } : {}),
          ...(uidValidity ? { uidValidity: { [id]: uidValidity } } : {}),
        },
      },
      add: ['\\Seen'],
    },
    count: unread ?? 0,
  }))
  changeTogether(wishes, { said, touched })
}

function isInside(folder: Folder): boolean {
  const here = herePlace().folderId
  return withDescendants(knownFolders(), folder.id).some(({ id }) => id === here)
}
