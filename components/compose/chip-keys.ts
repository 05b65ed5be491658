/** Walking through a field of chips with the keyboard: from the input to the chips before and behind it, and back. */
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { isSendable, peopleIn, writtenPerson } from '#lib/mail/recipient-chips.ts'
import type { Chips } from './use-chips.ts'

/** The way the text runs: to the start, or to the end. */
function wayOf(event: KeyboardEvent<HTMLElement>): -1 | 1 | 0 {
  const backwards = event.currentTarget.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft'
  if (event.key === backwards) return -1
  return event.key === 'ArrowLeft' || event.key === 'ArrowRight' ? 1 : 0
}

function hasModifier({ ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey || shiftKey
}

/** A key in the input. What is taken is prevented. */
export function keyInInput(event: KeyboardEvent<HTMLInputElement>, chips: Chips): void {
  if (event.defaultPrevented || event.nativeEvent.isComposing) return
  const { selectionStart, selectionEnd, value } = event.currentTarget
  const isAt = (place: number) => selectionStart === place && selectionEnd === place
  const back = event.key === 'Backspace' || wayOf(event) < 0
  if (back && !hasModifier(event) && isAt(0) && chips.place > 0) chips.focusChip(chips.place - 1)
  else if (wayOf(event) > 0 && !hasModifier(event) && isAt(value.length) && chips.place < chips.chips.length)
    chips.focusChip(chips.place)
  else if (endsPerson(event) && value.trim() !== '') chips.make()
  else return
  event.preventDefault()
}

/** Enter, and what parts two people: but a comma inside quotes, or in a name that waits for its address, is one. */
function endsPerson({
  key,
  currentTarget: { value },
  ctrlKey,
  metaKey,
}: KeyboardEvent<HTMLInputElement>): boolean {
  if (key === 'Enter') return !ctrlKey && !metaKey
  const isOpen = (value.match(/"/g)?.length ?? 0) % 2 === 1
  return (key === ',' || key === ';') && !isOpen
}

/** A key on a chip. */
export function keyOnChip(
  event: KeyboardEvent<HTMLElement>,
  chips: Chips,
  at: number,
  acts: { remove: () => void; edit: () => void; menu: () => void },
): void {
  const { key } = event
  const way = wayOf(event)
  const last = chips.chips.length - 1
  // Between two chips may stand the input.
  const step = (to: number) => {
    const isInput = at < chips.place !== to < chips.place && to >= 0
    chips.focusChip(isInput || to > last ? null : Math.max(0, to))
  }
  const isCopy = key === 'c' && (event.ctrlKey || event.metaKey)
  if (isCopy) copyPerson(chips, at)
  else if (event.ctrlKey || event.metaKey || event.altKey) return
  else if (way !== 0) step(at + way)
  else if (key === 'Home') chips.focusChip(0)
  else if (key === 'End') chips.focusChip(null)
  else if (key === 'Backspace' || key === 'Delete') acts.remove()
  else if (key === 'Enter' || key === 'F2') acts.edit()
  else if (key === 'ArrowDown' || key === ' ' || key === 'ContextMenu' || (key === 'F10' && event.shiftKey))
    acts.menu()
  else {
    // A letter is the beginning of somebody else.
    if (key.length === 1) chips.focusChip(null)
    return
  }
  event.preventDefault()
  event.stopPropagation()
}

/** Copies a chip as one would type it. Only secure pages have a clipboard. */
export function copyPerson({ chips }: Chips, at: number): void {
  const person = chips[at]
  if (person) navigator.clipboard?.writeText(writtenPerson(person)).catch(console.warn)
}

/** A list is many people at once, and one whole address one of them; else it is text like any other. */
export function pastePeople(event: ClipboardEvent<HTMLInputElement>, chips: Chips): void {
  const text = event.clipboardData.getData('text/plain')
  const people = peopleIn(text)
  const [first] = people
  const isWhole = chips.typed === '' && first !== undefined && isSendable(first)
  if (people.length < 2 && !isWhole) return
  event.preventDefault()
  chips.make(chips.typed.trim() === '' ? text : `${chips.typed}, ${text}`)
}
