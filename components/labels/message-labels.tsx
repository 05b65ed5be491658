'use client'
import { X } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import type { Message } from '#lib/api/messages.ts'
import type { Label } from '#lib/api/settings.ts'
import { findLabelled } from '#lib/browser/find-labelled.ts'
import { useKeepsLabels } from '#lib/browser/kept-keywords.ts'
import { changeLabels } from '#lib/browser/label-messages.ts'
import { oneMessage } from '#lib/browser/message-actions.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { labelsOf } from '#lib/mail/labels.ts'
import { labelsShown } from '#lib/mail/words/label-names.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { LABEL_LOOK } from './label-look.ts'

/** The labels of the open message: a press on one finds its like, its cross takes it off. */
export function MessageLabels({ message: { id, folderId, flags } }: { message: Message }) {
  const labels = labelsOf(flags, useSettings())
  const fixed = !useKeepsLabels(folderId)
  if (labels.length === 0) return null
  const remove = (label: Label) => changeLabels(oneMessage(id), { add: [], remove: [label] })
  return (
    <ul
      aria-label={labelsShown.labels}
      className="flex flex-wrap gap-1.5 pointer-coarse:-my-2 pointer-coarse:gap-y-0"
    >
      {labels.map((label) => (
        <LabelLine key={label.keyword} label={label} onRemove={fixed ? undefined : () => remove(label)} />
      ))}
    </ul>
  )
}

const PRESSED = 'h-6 outline-offset-[-2px] hover:underline pointer-coarse:h-11'

/** Drawn 24 px high, for a finger 28; what is pressed is higher. */
function LabelLine({ label, onRemove }: { label: Label; onRemove: (() => void) | undefined }) {
  const look = LABEL_LOOK[label.colour]
  return (
    <li className="flex max-w-full min-w-0 items-center text-s font-medium">
      <span className={`relative isolate flex min-w-0 items-center ${look} bg-transparent!`}>
        <span className={`absolute inset-0 -z-10 rounded-md pointer-coarse:inset-y-2 ${look}`} />
        <button
          type="button"
          title={labelsShown.find(label.name)}
          onClick={() => findLabelled(label)}
          className={`${PRESSED} min-w-6 truncate rounded-md px-2 pointer-coarse:px-3`}
        >
          <bdi>{label.name}</bdi>
        </button>
        {onRemove && (
          <button
            type="button"
            aria-label={labelWords.remove(label.name)}
            title={labelWords.remove(label.name)}
            onClick={onRemove}
            className={`${PRESSED} -ms-1.5 grid w-6 pointer-coarse:-ms-3 flex-none place-items-center rounded-md pointer-coarse:w-11`}
          >
            <Icon of={X} size={14} />
          </button>
        )}
      </span>
    </li>
  )
}
