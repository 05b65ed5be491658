'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { changeFolder, createFolder } from '#lib/browser/change-folders.ts'
import { notify } from '#lib/browser/notices.ts'
import { offerUndoBy } from '#lib/browser/undoable.ts'
import { wrongFolderName } from '#lib/mail/folder-name.ts'
import { withDescendants } from '#lib/mail/folder-tree.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { changeBack, moveFolder } from './move-folder.ts'
import { ParentSelect } from './parent-select.tsx'
import { type FolderAction, useFolderAction } from './use-folder-action.ts'

type OneFolderProps = { folder: Folder; folders: readonly Folder[]; onClose: () => void }

/** Makes a folder, at the top or in another one. */
export function CreateFolderDialog({
  parent,
  folders,
  onClose,
}: Omit<OneFolderProps, 'folder'> & { parent: Folder | null }) {
  const { title, text, button, done } = folderActs.create
  const [name, setName] = useState('')
  const [parentId, setParentId] = useState(parent?.id ?? null)
  const action = useFolderAction(name.trim(), onClose)
  const submit = () => {
    const wrong = wrongFolderName(name, folders[0]?.delimiter ?? '')
    if (wrong) action.refuse(wrong)
    else {
      action.run(async () => {
        await createFolder({ name: name.trim(), parentId })
        notify({ text: done(name.trim()) })
      })
    }
  }
  return (
    <Dialog title={title} description={text} onClose={onClose} firm>
      <AskForm action={action} button={button} onSubmit={submit} onClose={onClose}>
        <NameField name={name} onName={setName} error={action.error} />
        <ParentSelect folders={folders} value={parentId} onChange={setParentId} />
      </AskForm>
    </Dialog>
  )
}

/** Gives a folder another name. */
export function RenameFolderDialog({ folder, onClose }: OneFolderProps) {
  const { title, text, button, done } = folderActs.rename
  const [name, setName] = useState(folder.name)
  const action = useFolderAction(name.trim(), onClose)
  const submit = () => {
    const wrong = wrongFolderName(name, folder.delimiter)
    if (wrong) action.refuse(wrong)
    else if (name.trim() === folder.name) onClose()
    else {
      action.run(async () => {
        const renamed = await changeFolder(folder, { name: name.trim() })
        notify({ text: done(name.trim()), undo: offerUndoBy(changeBack(renamed, { name: folder.name })) })
      })
    }
  }
  return (
    <Dialog title={title(folderWords.nameOf(folder))} description={text} onClose={onClose} firm>
      <AskForm action={action} button={button} onSubmit={submit} onClose={onClose}>
        <NameField name={name} onName={setName} error={action.error} />
      </AskForm>
    </Dialog>
  )
}

/** Puts a folder into another one, or at the top. */
export function MoveFolderDialog({ folder, folders, onClose }: OneFolderProps) {
  const { title, text, button } = folderActs.move
  const [parentId, setParentId] = useState(folder.parentId)
  const action = useFolderAction(folder.name, onClose)
  const own = new Set(withDescendants(folders, folder.id).map(({ id }) => id))
  const others = folders.filter(({ id }) => !own.has(id))
  const submit = () => {
    if (parentId === folder.parentId) return onClose()
    action.run(() => moveFolder(folder, others.find(({ id }) => id === parentId) ?? null))
  }
  return (
    <Dialog title={title(folderWords.nameOf(folder))} description={text} onClose={onClose} firm>
      <AskForm action={action} button={button} onSubmit={submit} onClose={onClose}>
        <ParentSelect folders={others} value={parentId} onChange={setParentId} />
        {action.error && (
          <p role="alert" className="text-s text-danger">
            {action.error}
          </p>
        )}
      </AskForm>
    </Dialog>
  )
}

type NameFieldProps = { name: string; onName: (name: string) => void; error: string | null }

function NameField({ name, onName, error }: NameFieldProps) {
  return (
    <Field
      label={folderActs.name}
      value={name}
      onChange={(event) => onName(event.target.value)}
      error={error}
      maxLength={300}
      autoComplete="off"
      dir="auto"
      data-autofocus
    />
  )
}

type AskFormProps = {
  action: FolderAction
  button: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}

function AskForm({ action, button, onSubmit, onClose, children }: AskFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!action.busy) onSubmit()
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {children}
      <DialogButtons>
        <Button onClick={onClose}>{ui.cancel}</Button>
        <Button type="submit" kind="primary" busy={action.busy}>
          {button}
        </Button>
      </DialogButtons>
    </form>
  )
}
