'use client'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { deleteFolder, emptyFolder } from '#lib/browser/change-folders.ts'
import { notify } from '#lib/browser/notices.ts'
import { folderTrail, withDescendants } from '#lib/mail/folder-tree.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { useFolderAction } from './use-folder-action.ts'

type LossProps = { folder: Folder; folders: readonly Folder[]; onClose: () => void }

const NAMED = 8

/** Deletes a folder with all in it: says how much that is, and names what goes. */
export function DeleteFolderDialog({ folder, folders, onClose }: LossProps) {
  const { title, text, goes, andMore, button, done } = folderActs.remove
  const going = withDescendants(folders, folder.id)
  const messages = going.reduce((sum, { total }) => sum + (total ?? 0), 0)
  const name = folderWords.nameOf(folder)
  return (
    <LossDialog
      title={title(name)}
      text={text(going.length, messages)}
      button={button(going.length, messages)}
      onClose={onClose}
      onYes={async () => {
        await deleteFolder(folder)
        notify({ text: done(name) })
      }}
    >
      {going.length > 1 && (
        <ul aria-label={goes} className="flex flex-col gap-1 rounded-lg border border-line bg-page px-3 py-2">
          {going.slice(0, NAMED).map((one) => (
            <li key={one.id} className="truncate">
              {folderTrail(folders, one.id).map(folderWords.nameOf).join(' / ')}
            </li>
          ))}
          {going.length > NAMED && <li className="text-muted">{andMore(going.length - NAMED)}</li>}
        </ul>
      )}
    </LossDialog>
  )
}

/** Deletes every message of a folder for good. */
export function EmptyFolderDialog({ folder, onClose }: LossProps) {
  const { title, text, button, done } = folderActs.empty
  const name = folderWords.nameOf(folder)
  return (
    <LossDialog
      title={title(name)}
      text={text(folder.total ?? 0)}
      button={button(folder.total ?? 0)}
      onClose={onClose}
      onYes={async () => notify({ text: done(await emptyFolder(folder), name) })}
    />
  )
}

type LossDialogProps = {
  title: string
  text: string
  button: string
  onYes: () => Promise<unknown>
  onClose: () => void
  children?: ReactNode
}

function LossDialog({ title, text, button, onYes, onClose, children }: LossDialogProps) {
  const { busy, error, run } = useFolderAction(null, onClose)
  return (
    <Dialog title={title} description={text} onClose={onClose} firm={busy}>
      {children}
      {error && (
        <p role="alert" className="text-danger [overflow-wrap:anywhere]">
          {error}
        </p>
      )}
      <DialogButtons>
        <Button onClick={onClose} data-autofocus>
          {ui.cancel}
        </Button>
        <Button kind="danger" busy={busy} onClick={() => run(async () => void (await onYes()))}>
          {button}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
