'use client'
import { Check, Minus, Plus } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { Marked } from '#components/ui/picker.tsx'
import { PickerLine } from '#components/ui/picker-parts.tsx'
import type { LabelChoice, LabelChoices } from '#lib/mail/label-choices.ts'
import { labelWords } from '#lib/mail/words/labels.ts'
import { LABEL_LOOK } from './label-look.ts'
import type { LabelWish } from './use-label-wish.ts'

type OptionsProps = LabelChoices & {
  id: string
  at: number | null
  wish: LabelWish
  onCreate: () => void
}

const CHECKED = { all: true, some: 'mixed', none: false } as const

/** The labels as boxes to tick, and what would be made of what is typed. */
export function LabelOptions({ id, labels, create, at, wish, onCreate }: OptionsProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={labelWords.settings}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      className="-mx-2 min-h-0 flex-1 overflow-y-auto overscroll-contain px-2"
    >
      {labels.map((choice, place) => (
        <PickerLine
          key={choice.label.keyword}
          id={`${id}-${place}`}
          current={place === at}
          checked={CHECKED[wish.shownAs(choice)]}
          disabled={choice.forbidden !== undefined}
          onChoose={() => wish.press(choice)}
        >
          <Box state={wish.shownAs(choice)} />
          <Named choice={choice} />
        </PickerLine>
      ))}
      {create && (
        <PickerLine
          id={`${id}-${labels.length}`}
          current={labels.length === at}
          disabled={create.wrong !== undefined}
          onChoose={onCreate}
        >
          <Icon of={Plus} size={16} className="text-muted" />
          <span className="flex min-w-0 flex-1 flex-col">
            <bdi className="truncate">{labelWords.create(create.name)}</bdi>
            {create.wrong && <span className="text-s">{create.wrong}</span>}
          </span>
        </PickerLine>
      )}
    </div>
  )
}

function Named({ choice: { label, spans, forbidden } }: { choice: LabelChoice }) {
  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="flex min-w-0">
        <span
          className={`flex min-w-0 rounded-md px-2 text-s leading-5.5 font-medium ${LABEL_LOOK[label.colour]} [&_mark]:text-inherit`}
        >
          <Marked text={label.name} spans={spans} />
        </span>
      </span>
      {forbidden && <span className="text-s">{forbidden}</span>}
    </span>
  )
}

function Box({ state }: { state: 'all' | 'some' | 'none' }) {
  const filled = state === 'none' ? 'border-muted' : 'border-accent bg-accent text-on-accent'
  return (
    <span className={`grid size-4 flex-none place-items-center rounded border ${filled}`}>
      {state !== 'none' && <Icon of={state === 'all' ? Check : Minus} size={14} />}
    </span>
  )
}
