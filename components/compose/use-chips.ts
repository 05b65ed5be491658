/** The state of a field of recipients: what is typed in it, and which of its chips has the focus. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Address } from '#lib/api/messages.ts'
import {
  type ChipField,
  chipEdited,
  chipField,
  chipsMade,
  NOT_TYPING,
  typedInto,
} from '#lib/mail/recipient-chips.ts'

export type Chips = ChipField & {
  /** Of all that is in the field. */
  frame: RefObject<HTMLDivElement | null>
  input: RefObject<HTMLInputElement | null>
  setTyped: (typed: string) => void
  /** What was typed becomes chips, or `text` does in its place. */
  make: (text?: string) => void
  add: (person: Address) => void
  remove: (at: number) => void
  edit: (at: number) => void
  /** Puts the focus on a chip; null: into the input. */
  focusChip: (at: number | null) => void
}

/** @param people all that the draft has in this field, what is being typed included */
export function useChips(people: readonly Address[], onChange: (people: Address[]) => void): Chips {
  const [typing, setTyping] = useState(NOT_TYPING)
  const frame = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const field = chipField(people, typing)
  const wantsInput = useRef(false)
  useLayoutEffect(() => {
    if (wantsInput.current) input.current?.focus()
    wantsInput.current = false
  })
  const set = (next: { people: Address[]; typing: typeof typing }) => {
    setTyping(next.typing)
    onChange(next.people)
  }
  const make = (text?: string) => {
    if (field.typed.trim() === '' && text === undefined) return setTyping(NOT_TYPING)
    set({ people: chipsMade(field, text), typing: NOT_TYPING })
  }
  return {
    ...field,
    frame,
    input,
    make,
    setTyped: (typed) => set(typedInto(field, typed)),
    add: (person) => {
      const others = field.chips.filter(
        ({ address }) => address.toLowerCase() !== person.address.toLowerCase(),
      )
      const place = Math.min(field.place, others.length)
      set({ people: others.toSpliced(place, 0, person), typing: NOT_TYPING })
      wantsInput.current = true
    },
    remove: (at) => {
      const place = at < field.place ? field.place - 1 : field.place
      set(typedInto({ chips: field.chips.toSpliced(at, 1), typed: '', place }, field.typed))
      wantsInput.current = true
    },
    edit: (at) => {
      // What is typed at the moment is a chip first; the one that is meant may stand behind it then.
      const made = chipsMade(field)
      const edited = chipEdited(made, at < field.place ? at : at + made.length - field.chips.length)
      if (edited) set(edited)
      wantsInput.current = true
    },
    focusChip: (at) => {
      const chip = at === null ? null : frame.current?.querySelectorAll<HTMLElement>('[data-chip]')[at]
      ;(chip ?? input.current)?.focus()
    },
  }
}
