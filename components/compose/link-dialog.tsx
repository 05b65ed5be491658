'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { richWords as words } from '#lib/mail/words/rich-text.ts'
import { ui } from '#lib/mail/words/ui.ts'
import { writtenLink } from '#lib/mail/written-link.ts'

type LinkDialogProps = {
  /** Where it leads now; null where there is no link yet. */
  link: string | null
  onLink: (href: string | null) => void
  onClose: () => void
}

/** Asks where a link leads. */
export function LinkDialog({ link, onLink, onClose }: LinkDialogProps) {
  const [typed, setTyped] = useState(link ?? '')
  const [error, setError] = useState<string | null>(null)
  const leave = (href: string | null) => {
    onClose()
    onLink(href)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const href = writtenLink(typed)
    if (href === null) setError(words.linkWrong)
    else leave(href)
  }
  return (
    <Dialog title={words.linkTitle} onClose={onClose}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field
          label={words.linkAddress}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={error}
          inputMode="url"
          maxLength={2000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          dir="ltr"
          data-autofocus
          onFocus={(event) => event.target.select()}
        />
        <DialogButtons>
          {link !== null && <Button onClick={() => leave(null)}>{words.linkRemove}</Button>}
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {words.linkSave}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}
