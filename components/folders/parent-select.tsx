'use client'
import { useId } from 'react'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { folderTrail } from '#lib/mail/folder-tree.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'

type ParentSelectProps = {
  folders: readonly Folder[]
  value: FolderId | null
  onChange: (parent: FolderId | null) => void
}

/** In which folder: the device's own chooser, which any finger and any reader knows. */
export function ParentSelect({ folders, value, onChange }: ParentSelectProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {folderActs.where}
      </label>
      <select
        id={id}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value || null)}
        className={
          'h-10 w-full min-w-0 rounded-lg border border-muted/75 bg-surface px-2.5 text-l text-text ' +
          'pointer-coarse:h-11 pointer-coarse:text-[16px]'
        }
      >
        <option value="">{folderActs.topLevel}</option>
        {folders.map((folder) => (
          <option key={folder.id} value={folder.id}>
            {folderTrail(folders, folder.id).map(folderWords.nameOf).join(' / ')}
          </option>
        ))}
      </select>
    </div>
  )
}
