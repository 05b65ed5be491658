'use client'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderQuestion } from './folder-menu.tsx'
import { DeleteFolderDialog, EmptyFolderDialog } from './loss-dialogs.tsx'
import { CreateFolderDialog, MoveFolderDialog, RenameFolderDialog } from './name-dialogs.tsx'
import { RoleDialog } from './role-dialog.tsx'

type FolderDialogsProps = { asked: FolderQuestion; folders: readonly Folder[]; onClose: () => void }

/** The dialog of what is asked. Fetched when a folder is first changed. */
export function FolderDialogs({ asked: { kind, folder }, folders, onClose }: FolderDialogsProps) {
  if (kind === 'create' || !folder) {
    return <CreateFolderDialog parent={folder} folders={folders} onClose={onClose} />
  }
  const props = { folder, folders, onClose }
  if (kind === 'rename') return <RenameFolderDialog {...props} />
  if (kind === 'role') return <RoleDialog {...props} />
  if (kind === 'move') return <MoveFolderDialog {...props} />
  return kind === 'delete' ? <DeleteFolderDialog {...props} /> : <EmptyFolderDialog {...props} />
}
