'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import type { SavedSearch } from '#lib/api/settings.ts'
import { notify } from '#lib/browser/notices.ts'
import { changeSettings, settingsNow, useSettings } from '#lib/browser/settings.ts'
import { keywordNames } from '#lib/mail/labels.ts'
import { MOST_SAVED, withSaved } from '#lib/mail/save-search.ts'
import { searchChips } from '#lib/mail/search-chips.ts'
import { savedWords } from '#lib/mail/words/saved-searches.ts'
import { ui } from '#lib/mail/words/ui.ts'

const LONGEST_NAME = 100

/** Gives a search its name: a new one (that has none yet) what it was understood as, to begin with. */
export function SavedSearchDialog({ search, onClose }: { search: SavedSearch; onClose: () => void }) {
  const isNew = search.name === ''
  const names = keywordNames(useSettings())
  const [name, setName] = useState(() => (isNew ? understood(search.q, names) : search.name))
  const [error, setError] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const called = name.replaceAll(/\p{Cc}/gu, ' ').trim()
    if (called === '') return setError(savedWords.noName)
    if (isNew && settingsNow().savedSearches.length >= MOST_SAVED) return setError(savedWords.full)
    changeSettings((now) => withSaved(now, { ...search, name: called }))
    if (isNew) notify({ text: savedWords.done(called) })
    onClose()
  }
  return (
    <Dialog
      title={isNew ? savedWords.title : savedWords.renameTitle}
      description={isNew ? savedWords.text : undefined}
      onClose={onClose}
      firm
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field
          label={savedWords.name}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={error}
          maxLength={LONGEST_NAME}
          autoComplete="off"
          dir="auto"
          data-autofocus
          onFocus={(event) => event.target.select()}
        />
        <DialogButtons>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {savedWords.button}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

function understood(q: string, names: ReadonlyMap<string, string>): string {
  const text = searchChips(q, names)
    .map((chip) => chip.text)
    .join(', ')
  return text.slice(0, LONGEST_NAME).toWellFormed()
}
