'use client'
import { Pencil, Star, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Choice } from '#components/ui/choice.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Identity } from '#lib/api/settings.ts'
import { notify } from '#lib/browser/notices.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { withIdentity, withoutIdentity, withUsualIdentity } from '#lib/mail/change-identities.ts'
import { identitiesWords as words } from '#lib/mail/words/identities.ts'
import { IdentityDialog } from './identity-dialog.tsx'

/** What new messages begin as. */
export function FormatSetting() {
  const { writePlain } = useSettings()
  return (
    <Choice
      label={words.format}
      hint={words.formatHint}
      value={writePlain ? 'plain' : 'rich'}
      options={(['rich', 'plain'] as const).map((value) => ({ value, label: words.formats[value] }))}
      onChange={(wish) => changeSettings((now) => ({ ...now, writePlain: wish === 'plain' }))}
    />
  )
}

/** As whom one writes: name, address and signature of each. */
export function IdentitySettings({ username }: { username: string }) {
  const { identities } = useSettings()
  const [editing, setEditing] = useState<Identity | 'new' | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const remove = (identity: Identity, place: number) => {
    changeSettings((now) => withoutIdentity(now, identity.id))
    notify({
      text: words.removed(identity.address),
      undo: () => changeSettings((now) => withIdentity(now, identity, place)),
    })
    // The button that had the focus is gone.
    add.current?.focus()
  }
  return (
    <>
      {identities.length === 0 && <p className="text-muted">{words.none(username)}</p>}
      <ol className="-my-1 flex flex-col empty:hidden">
        {identities.map((identity, place) => (
          <IdentityLine
            key={identity.id}
            identity={identity}
            usual={place === 0}
            onEdit={() => setEditing(identity)}
            onDelete={() => remove(identity, place)}
          />
        ))}
      </ol>
      <Button ref={add} className="self-start" onClick={() => setEditing('new')}>
        {words.add}
      </Button>
      {editing && (
        <IdentityDialog
          identity={editing === 'new' ? null : editing}
          username={username}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  )
}

type LineProps = { identity: Identity; usual: boolean; onEdit: () => void; onDelete: () => void }

function IdentityLine({ identity, usual, onEdit, onDelete }: LineProps) {
  const { id, name, address, signature } = identity
  const [line] = signature.text.trim().split('\n')
  return (
    <li className="flex items-center gap-x-3 border-line border-b py-2 last:border-0">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <bdi className="max-w-full truncate font-medium">{name || address}</bdi>
          {usual && (
            <span className="rounded-md bg-selected px-1.5 font-medium text-accent text-s leading-5">
              {words.usual}
            </span>
          )}
        </span>
        {name !== '' && <bdi className="truncate text-muted text-s">{address}</bdi>}
        {line && <bdi className="truncate text-muted text-s">-- {line}</bdi>}
      </span>
      <span className="flex flex-none">
        {!usual && (
          <IconButton
            label={words.makeUsual(address)}
            icon={Star}
            size={16}
            onClick={() => changeSettings((now) => withUsualIdentity(now, id))}
          />
        )}
        <IconButton label={words.edit(address)} icon={Pencil} size={16} onClick={onEdit} />
        <IconButton label={words.remove(address)} icon={Trash2} size={16} onClick={onDelete} />
      </span>
    </li>
  )
}
