'use client'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import type { Identity } from '#lib/api/settings.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { type IdentityProblems, identityProblems, withIdentity } from '#lib/mail/change-identities.ts'
import { sendableAddress } from '#lib/mail/sendable-address.ts'
import { identitiesWords as words } from '#lib/mail/words/identities.ts'
import { ui } from '#lib/mail/words/ui.ts'

type IdentityDialogProps = {
  /** Null: a new one. */
  identity: Identity | null
  /** What one signs in with: mostly the first address one writes from. */
  username: string
  onClose: () => void
}

/** Name, address and signature of one that one writes as. */
export function IdentityDialog({ identity, username, onClose }: IdentityDialogProps) {
  const settings = useSettings()
  const isFirst = settings.identities.length === 0 && sendableAddress(username) !== null
  const [name, setName] = useState(identity?.name ?? '')
  const [address, setAddress] = useState(identity?.address ?? (isFirst ? username : ''))
  const [replyTo, setReplyTo] = useState(identity?.replyTo ?? '')
  const [signature, setSignature] = useState(identity?.signature.text ?? '')
  const [problems, setProblems] = useState<IdentityProblems>({})
  const save = (event: FormEvent) => {
    event.preventDefault()
    const made: Identity = {
      id: identity?.id ?? crypto.randomUUID(),
      name: name.trim(),
      address: address.trim(),
      ...(replyTo.trim() !== '' && { replyTo: replyTo.trim() }),
      signature: { text: signature, html: null },
    }
    const wrong = identityProblems(made, settings)
    setProblems(wrong)
    if (wrong.address ?? wrong.replyTo) return
    changeSettings((now) => withIdentity(now, made))
    onClose()
  }
  return (
    <Dialog title={identity ? words.editTitle : words.add} onClose={onClose} firm>
      <form onSubmit={save} noValidate className="flex flex-col gap-4">
        <Field
          label={words.name}
          hint={words.nameHint}
          value={name}
          maxLength={200}
          autoComplete="name"
          data-autofocus
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          {...EMAIL}
          label={words.address}
          value={address}
          error={problems.address}
          onChange={(event) => setAddress(event.target.value)}
        />
        <Field
          {...EMAIL}
          label={words.replyTo}
          hint={words.replyToHint}
          value={replyTo}
          error={problems.replyTo}
          onChange={(event) => setReplyTo(event.target.value)}
        />
        <SignatureField value={signature} onChange={setSignature} />
        <DialogButtons>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {words.save}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

const EMAIL = {
  type: 'email',
  dir: 'ltr',
  maxLength: 320,
  autoComplete: 'email',
  autoCapitalize: 'off',
  spellCheck: false,
} as const

function SignatureField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-medium">
        {words.signature}
      </label>
      <textarea
        id={id}
        rows={4}
        value={value}
        maxLength={20_000}
        dir="auto"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
        className={
          'w-full resize-y rounded-lg border border-muted/75 bg-surface px-3 py-2 text-l text-text outline-focus ' +
          'focus-visible:outline-2 focus-visible:outline-offset-[-1px] pointer-coarse:text-[16px]'
        }
      />
      <p id={`${id}-hint`} className="text-muted text-s">
        {words.signatureHint}
      </p>
    </div>
  )
}
