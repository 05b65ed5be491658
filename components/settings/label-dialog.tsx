'use client'
import { type FormEvent, useState } from 'react'
import { ColourChoice } from '#components/labels/colour-choice.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { LABEL_COLOURS } from '#lib/api/label-colours.ts'
import type { Label } from '#lib/api/settings.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { sameFlag } from '#lib/mail/apply-change.ts'
import { labelNamed, withLabel } from '#lib/mail/change-labels.ts'
import { nextColour } from '#lib/mail/label-choices.ts'
import { allLabels, type LabelSettings } from '#lib/mail/labels.ts'
import { keywordOf } from '#lib/mail/new-keyword.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { ui } from '#lib/mail/words/ui.ts'

/** Names and colours a label; null: a new one. Its keyword stays what it is. */
export function LabelDialog({ label, onClose }: { label: Label | null; onClose: () => void }) {
  const settings = useSettings()
  const [name, setName] = useState(label?.name ?? '')
  const [colour, setColour] = useState(label?.colour ?? nextColour(settings, LABEL_COLOURS))
  const [error, setError] = useState<string | null>(null)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const wanted = name.trim()
    const wrong = wrongWith(wanted, label, settings)
    if (wrong) return setError(wrong)
    const taken = allLabels(settings).map(({ keyword }) => keyword)
    const keyword = label?.keyword ?? keywordOf(wanted, taken)
    changeSettings((now) => withLabel(now, { keyword, name: wanted, colour }))
    onClose()
  }
  return (
    <Dialog title={label ? labelWords.editTitle : labelWords.add} onClose={onClose} firm>
      <form onSubmit={save} className="flex flex-col gap-4">
        <Field
          label={labelWords.name}
          value={name}
          error={error}
          maxLength={100}
          autoComplete="off"
          data-autofocus
          onChange={(event) => {
            setName(event.target.value)
            setError(null)
          }}
        />
        <ColourChoice value={colour} onChange={setColour} />
        <DialogButtons>
          <Button onClick={onClose}>{ui.cancel}</Button>
          <Button type="submit" kind="primary">
            {labelWords.save}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

function wrongWith(name: string, label: Label | null, settings: LabelSettings): string | null {
  if (name === '') return labelWords.empty
  const other = labelNamed(name, settings)
  return other && !(label && sameFlag(other.keyword, label.keyword)) ? labelWords.taken(other.name) : null
}
