'use client'
import { ChevronDown, ChevronUp, Pencil, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { LABEL_LOOK } from '#components/labels/label-look.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import type { Label } from '#lib/api/settings.ts'
import { notify } from '#lib/browser/notices.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { withLabel, withLabelMoved, withoutLabel } from '#lib/mail/change-labels.ts'
import { allLabels } from '#lib/mail/labels.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { LabelDialog } from './label-dialog.tsx'

/** The labels: what they are called, which colour they have, in which order they stand. */
export function LabelSettings() {
  const labels = allLabels(useSettings())
  const [editing, setEditing] = useState<Label | 'new' | null>(null)
  const add = useRef<HTMLButtonElement>(null)
  const remove = (label: Label, place: number) => {
    changeSettings((now) => withoutLabel(now, label.keyword))
    notify({
      text: labelWords.deleted(label.name, label.keyword),
      undo: () => changeSettings((now) => withLabel(now, label, place)),
    })
    // The button that had the focus is gone.
    add.current?.focus()
  }
  return (
    <>
      <ol className="-my-1 flex flex-col">
        {labels.map((label, place) => (
          <LabelLine
            key={label.keyword}
            label={label}
            first={place === 0}
            last={place === labels.length - 1}
            onEdit={() => setEditing(label)}
            onDelete={() => remove(label, place)}
          />
        ))}
      </ol>
      <Button ref={add} className="self-start" onClick={() => setEditing('new')}>
        {labelWords.add}
      </Button>
      {editing && <LabelDialog label={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}

type LineProps = {
  label: Label
  first: boolean
  last: boolean
  onEdit: () => void
  onDelete: () => void
}

function LabelLine({ label: { keyword, name, colour }, first, last, onEdit, onDelete }: LineProps) {
  const move = (step: 1 | -1) => changeSettings((now) => withLabelMoved(now, keyword, step))
  return (
    <li className="flex items-center gap-x-3 border-line border-b py-1 last:border-0">
      <span className="flex min-w-0 flex-1 items-center gap-x-3 max-sm:flex-col max-sm:items-start">
        <bdi
          className={`max-w-full truncate rounded-md px-2 text-s leading-6 font-medium ${LABEL_LOOK[colour]}`}
        >
          {name}
        </bdi>
        <span className="truncate text-muted text-s" title={labelWords.keyword(keyword)}>
          <span className="sr-only">{labelWords.keyword('')}</span>
          {keyword}
        </span>
      </span>
      <span className="flex flex-none">
        <IconButton label={labelWords.edit(name)} icon={Pencil} size={16} onClick={onEdit} />
        <IconButton label={labelWords.up(name)} icon={ChevronUp} disabled={first} onClick={() => move(-1)} />
        <IconButton
          label={labelWords.down(name)}
          icon={ChevronDown}
          disabled={last}
          onClick={() => move(1)}
        />
        <IconButton label={labelWords.deleteOne(name)} icon={Trash2} size={16} onClick={onDelete} />
      </span>
    </li>
  )
}
