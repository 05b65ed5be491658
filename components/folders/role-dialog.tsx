'use client'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import type { Folder } from '#lib/api/folders.ts'
import type { AssignedRole } from '#lib/api/settings.ts'
import { notify } from '#lib/browser/notices.ts'
import { changeSettings } from '#lib/browser/settings.ts'
import { rolesToAssign } from '#lib/mail/assign-role.ts'
import { folderActs } from '#lib/mail/words/folder-acts.ts'
import { folderWords } from '#lib/mail/words/folders.ts'
import { ui } from '#lib/mail/words/ui.ts'

type RoleDialogProps = { folder: Folder; folders: readonly Folder[]; onClose: () => void }

const NONE = 'none'

/** What a folder is used for, where the mail server does not say. */
export function RoleDialog({ folder, folders, onClose }: RoleDialogProps) {
  const { title, text, button, byName, done, doneByName } = folderActs.use
  const [role, setRole] = useState<string>((folder.roleBy === 'user' && folder.role) || NONE)
  const name = folderWords.nameOf(folder)
  const choices = rolesToAssign(folders)
  const submit = () => {
    const chosen = choices.find((one) => one === role) ?? null
    changeSettings((now) => ({ ...now, roles: assigned(now.roles, folder, chosen) }))
    notify({ text: chosen ? done(folder.name, folderWords.roleName(chosen)) : doneByName(folder.name) })
    onClose()
  }
  return (
    <Dialog title={title(name)} description={text} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
        className="flex flex-col gap-4"
      >
        <fieldset className="flex flex-col">
          <legend className="sr-only">{title(name)}</legend>
          {[...choices, NONE].map((one) => (
            <label key={one} className="flex min-h-9 items-center gap-2.5 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="role"
                value={one}
                checked={one === role}
                onChange={() => setRole(one)}
                data-autofocus={one === role || undefined}
                className="size-4 accent-accent"
              />
              {one === NONE ? byName : folderWords.roleName(one as AssignedRole['role'])}
            </label>
          ))}
        </fieldset>
        <DialogButtons>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {button}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

/** One folder a role, one role a folder. */
function assigned(
  before: readonly AssignedRole[],
  folder: Folder,
  role: AssignedRole['role'] | null,
): AssignedRole[] {
  const others = before.filter((one) => one.folderId !== folder.id && one.role !== role)
  return role ? [...others, { folderId: folder.id, role }] : others
}
