'use client'
import { type ReactNode, useId, useState } from 'react'
import type { Address } from '#lib/api/messages.ts'
import { isSendable } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { keyInInput, keyOnChip, pastePeople } from './chip-keys.ts'
import { FIELDS, type FieldName } from './field-names.ts'
import { RecipientChip } from './recipient-chip.tsx'
import { RecipientInput } from './recipient-input.tsx'
import { useChips } from './use-chips.ts'

type RecipientsFieldProps = {
  draftKey: string
  name: FieldName
  people: readonly Address[]
  onChange: (people: Address[]) => void
  /** Moves one of the people to another field. */
  onMove: (person: Address, to: FieldName) => void
  /** Has the focus from the beginning. */
  focused: boolean
  /** What the server said of each, by its place in the field. */
  problems: ReadonlyMap<number, string>
  /** At the field's end: the way to the fields that are folded away. */
  end?: ReactNode
}

/** To, Cc or Bcc: people as chips, and what is typed between them. */
export function RecipientsField(props: RecipientsFieldProps) {
  const { draftKey, name, people, onChange, onMove, focused, problems, end } = props
  const label = words.fields[name]
  const id = useId()
  const chips = useChips(people, onChange)
  const [said, setSaid] = useState('')
  const remove = (person: Address, at: number) => {
    setSaid(words.removed(person.name || person.address))
    chips.remove(at)
  }
  const shown = chips.chips.map((person, at) => (
    <RecipientChip
      key={person.address.toLowerCase()}
      where={`${draftKey} ${name} ${person.address}`}
      person={person}
      problem={problems.get(at) ?? (isSendable(person) ? null : words.noAddressHint(person.address))}
      moves={FIELDS.filter((other) => other !== name).map((other) => ({
        label: words.moveTo(words.fields[other]),
        onSelect: () => {
          setSaid(words.moved(person.name || person.address, words.fields[other]))
          chips.focusChip(null) // the chip goes, and the focus with it
          onMove(person, other)
        },
      }))}
      onKey={(event, menu) =>
        keyOnChip(event, chips, at, { menu, edit: () => chips.edit(at), remove: () => remove(person, at) })
      }
      onEdit={() => chips.edit(at)}
      onRemove={() => remove(person, at)}
    />
  ))
  const input = (
    <RecipientInput
      key="input"
      id={id}
      label={label}
      chips={chips}
      focused={focused}
      onKeyDown={(event) => keyInInput(event, chips)}
      onPaste={(event) => pastePeople(event, chips)}
    />
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a line
    <div
      role="group"
      aria-label={words.people(label)}
      data-recipients={`${draftKey} ${name}`}
      className="flex flex-none items-start gap-2 border-line border-b ps-4 pe-2 data-drop:bg-selected"
    >
      <label htmlFor={id} className="w-9 flex-none pt-2.5 text-muted pointer-coarse:pt-3">
        {label}
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the room beside the input is the input's */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys find the input by Tab */}
      <div
        ref={chips.frame}
        onClick={(event) => {
          if (event.target === event.currentTarget) chips.focusChip(null)
        }}
        className="relative flex min-w-0 flex-1 flex-wrap items-center gap-1.5 py-1.5 pointer-coarse:gap-y-0 pointer-coarse:py-0.5"
      >
        {[...shown.slice(0, chips.place), input, ...shown.slice(chips.place)]}
        <Wrong among={chips.chips} />
      </div>
      {end}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

/** In words, and where the eye is: a colour alone says nothing to many. */
function Wrong({ among }: { among: readonly Address[] }) {
  const count = among.filter((person) => !isSendable(person)).length
  if (count === 0) return null
  return <p className="basis-full pb-0.5 text-danger text-s">{words.someNoAddress(count)}</p>
}
