'use client'
import { memo, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import type { Address } from '#lib/api/messages.ts'
import { writeDraft } from '#lib/browser/write-draft.ts'
import { isSendable } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { keyInInput, keyOnChip, pastePeople } from './chip-keys.ts'
import type { FieldName } from './field-names.ts'
import { type Field, movePerson } from './move-person.ts'
import { type ChipActs, RecipientChip } from './recipient-chip.tsx'
import { RecipientInput } from './recipient-input.tsx'
import { type Chips, useChips } from './use-chips.ts'

type RecipientsFieldProps = {
  draftKey: string
  name: FieldName
  people: readonly Address[]
  /** Has the focus from the beginning. */
  focused: boolean
  /** What the server said of each, by its place in the field. */
  problems: ReadonlyMap<number, string>
  /** At the field's end: the way to the fields that are folded away. */
  end?: ReactNode
}

/** To, Cc or Bcc: people as chips, and what is typed between them. What is written elsewhere draws none of them anew. */
export const RecipientsField = memo((props: RecipientsFieldProps) => {
  const { draftKey, name, people, focused, problems, end } = props
  const label = words.fields[name]
  const id = useId()
  const chips = useChips(people, (now) => writeDraft(draftKey, { [name]: now }))
  const { acts, said } = useActs({ key: draftKey, name }, chips)
  const keys = keysOf(chips.chips)
  const shown = chips.chips.map((person, at) => (
    <RecipientChip
      key={keys[at]}
      draftKey={draftKey}
      field={name}
      at={at}
      person={person}
      problem={problems.get(at) ?? (isSendable(person) ? null : words.noAddressHint(person.address))}
      acts={acts}
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
})

/** What can be done with the chips: the same for as long as the field is there, so that no chip is drawn anew by a letter. */
function useActs(field: Field, chips: Chips): { acts: ChipActs; said: string } {
  const [said, setSaid] = useState('')
  const latest = useRef({ field, chips })
  useEffect(() => {
    latest.current = { field, chips }
  })
  const [acts] = useState((): ChipActs => {
    const now = () => latest.current.chips
    const whoIs = (at: number) => now().chips[at]?.name || now().chips[at]?.address || ''
    const remove = (at: number) => {
      setSaid(words.removed(whoIs(at)))
      now().remove(at)
    }
    const edit = (at: number) => now().edit(at)
    return {
      edit,
      remove,
      key: (event, at, menu) =>
        keyOnChip(event, now(), at, { menu, edit: () => edit(at), remove: () => remove(at) }),
      move: (at, to) => {
        const person = now().chips[at]
        if (!person) return
        const from = latest.current.field
        setSaid(words.moved(whoIs(at), words.fields[to]))
        now().focusChip(null) // the chip goes, and the focus with it
        movePerson(from, person, { ...from, name: to })
      },
    }
  })
  return { acts, said }
}

/** A draft that another program stored may name somebody twice. */
function keysOf(people: readonly Address[]): string[] {
  const seen = new Set<string>()
  return people.map(({ address }, at) => {
    const key = seen.has(address) ? `${address} ${at}` : address
    seen.add(address)
    return key
  })
}

/** In words, and where the eye is: a colour alone says nothing to many. */
function Wrong({ among }: { among: readonly Address[] }) {
  const count = among.filter((person) => !isSendable(person)).length
  if (count === 0) return null
  return <p className="basis-full pb-0.5 text-danger text-s">{words.someNoAddress(count)}</p>
}
