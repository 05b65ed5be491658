/** The folders, their counts as they will be when the pending changes are done. */
import { useQuery } from '@tanstack/react-query'
import type { Folder, Role } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { isOfRole } from '#lib/mail/folder-tree.ts'
import { callApi } from './call-api.ts'
import { mailState, useMailState } from './mail-state.ts'
import { usePainted } from './use-painted.ts'

const foldersQuery = {
  queryKey: ['folders'] as const,
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await callApi('listFolders', { signal })).folders,
}

export type FoldersRead = { folders: Folder[] | undefined; error: Error | null; retry: () => void }

/** All folders in display order; undefined while they are read for the first time. */
export function useFolders(): FoldersRead {
  const { counts } = useMailState()
  usePainted() // counts change with the pending changes
  const { data, error, refetch } = useQuery(foldersQuery)
  return { folders: data && counts.paint(data), error, retry: () => void refetch() }
}

/** Something of the folders as they are known: told when it changes, and cheap enough for every row. Asks for nothing. */
export function useOfFolders<T>(pick: (folders: readonly Folder[]) => T): T | undefined {
  return useQuery({ ...foldersQuery, enabled: false, select: pick, notifyOnChangeProps: ['data'] }).data
}

/** Whether a folder is the one of a role, or lies in it; false while the tree is not known. */
export function useIsOfRole(role: Role, folderId: FolderId): boolean {
  return useOfFolders((folders) => isOfRole(folders, role, folderId)) ?? false
}

/** Reads the folders again: one was made, renamed, moved or deleted. */
export function refreshFolders(): Promise<void> {
  return mailState().queries.invalidateQueries({ queryKey: foldersQuery.queryKey })
}

/** The folders as they are known now, outside React. */
export function knownFolders(): readonly Folder[] {
  return mailState().queries.getQueryData<Folder[]>(foldersQuery.queryKey) ?? []
}

/** The folder of a role; made on the server where it doesn't exist yet. @throws MailError */
export async function folderOfRole(role: Role, name: string): Promise<FolderId> {
  const known = knownFolders().find((folder) => folder.role === role)
  if (known) return known.id
  const made = await callApi('createFolder', { body: { name, role } })
  await refreshFolders()
  return made.id
}
