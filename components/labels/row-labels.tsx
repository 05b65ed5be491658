'use client'
import type { MouseEvent } from 'react'
import type { Label } from '#lib/api/settings.ts'
import { findLabelled } from '#lib/browser/find-labelled.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { labelsOf } from '#lib/mail/labels.ts'
import { labelsShown } from '#lib/mail/words/label-names.ts'
import { LABEL_LOOK } from './label-look.ts'

/** A row has room for so many; the rest is a number. */
const SHOWN = 2

/** The labels of a row. A press on one finds its like; a finger, for which they are too small, opens the row as anywhere. */
export function RowLabels({ flags, focusable }: { flags: readonly string[]; focusable: boolean }) {
  const labels = labelsOf(flags, useSettings())
  if (labels.length === 0) return null
  const rest = labels.slice(SHOWN).map(({ name }) => name)
  return (
    <span className="me-1.5 inline-flex max-w-7/10 flex-none items-center gap-1 align-[1px] text-xs font-medium">
      <span className="sr-only">{labelsShown.labels}: </span>
      {labels.slice(0, SHOWN).map((label) => (
        <Chip key={label.keyword} label={label} focusable={focusable} />
      ))}
      {rest.length > 0 && (
        <span title={rest.join(', ')} className="text-muted">
          <span aria-hidden="true">{labelsShown.more(rest.length)}</span>
          <span className="sr-only">{rest.join(', ')}</span>
        </span>
      )}
    </span>
  )
}

function Chip({ label, focusable }: { label: Label; focusable: boolean }) {
  const find = (event: MouseEvent) => {
    event.stopPropagation()
    findLabelled(label)
  }
  return (
    // As high as a pointer needs; drawn as high as the line.
    <button
      type="button"
      tabIndex={focusable ? 0 : -1}
      title={labelsShown.find(label.name)}
      onClick={find}
      className="-my-1 inline-flex h-6 max-w-24 min-w-6 items-center rounded outline-offset-[-2px] pointer-coarse:pointer-events-none"
    >
      <bdi className={`min-w-6 truncate rounded px-1.5 text-center leading-4 ${LABEL_LOOK[label.colour]}`}>
        {label.name}
      </bdi>
    </button>
  )
}
