'use client'
import { type KeyboardEvent, useId, useState } from 'react'
import { ui } from '#lib/mail/words/ui.ts'
import { PickerField, type PickerOption, type PickerSection, PickerSections } from './picker-parts.tsx'

type PickerProps = {
  label: string
  placeholder: string
  typed: string
  onTyped: (typed: string) => void
  sections: readonly PickerSection[]
  /** What is said where there is nothing to choose. */
  nothing: string
  busy?: boolean
}

const PAGE = 8
const STEPS: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: PAGE,
  PageUp: -PAGE,
}

/** Where a step leads: single steps go round, pages stop at the ends. */
function stepped(at: number, step: number, count: number): number {
  if (Math.abs(step) === 1) return (at + step + count) % count
  return Math.min(Math.max(0, at + step), count - 1)
}

/** Choosing by typing: what is typed is in the caller's hands, as is what matches it (ARIA practices, combobox with a listbox). */
export function Picker(props: PickerProps) {
  const { label, placeholder, typed, onTyped, sections, nothing, busy = false } = props
  const id = useId()
  const options = sections.flatMap((section) => section.options)
  const [moved, setMoved] = useState<number | null>(null)
  const first = options.findIndex(({ disabled }) => !disabled)
  const at = Math.min(moved ?? Math.max(0, first), options.length - 1)
  const choose = (option: PickerOption | undefined) => {
    if (option && !option.disabled && !busy) option.onChoose()
  }
  const press = (event: KeyboardEvent) => {
    // Enter ends the writing of a character first.
    if (event.nativeEvent.isComposing) return
    const step = STEPS[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) choose(options[at])
    else if (options.length > 0) setMoved(stepped(at, step, options.length))
  }
  return (
    <div className="flex min-h-0 flex-col gap-3" aria-busy={busy || undefined}>
      <PickerField
        label={label}
        placeholder={placeholder}
        list={`${id}-list`}
        active={options[at] && `${id}-${at}`}
        expanded={options.length > 0}
        maxLength={300}
        typed={typed}
        onTyped={(text) => {
          onTyped(text)
          setMoved(null)
        }}
        onKeyDown={press}
      />
      <p role="status" className="sr-only">
        {options.length > 0 ? ui.choices(options.length) : nothing}
      </p>
      <Options id={id} label={label} sections={sections} at={at} onChoose={choose} />
      {options.length === 0 && (
        <p aria-hidden="true" className="px-1 text-muted">
          {nothing}
        </p>
      )}
    </div>
  )
}

type OptionsProps = {
  id: string
  label: string
  sections: readonly PickerSection[]
  at: number
  onChoose: (option: PickerOption) => void
}

/** As high as it may get from the beginning: nothing moves under the eyes as one types. */
function Options({ id, label, sections, at, onChoose }: OptionsProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={label}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      className="-mx-2 h-[min(22rem,45dvh)] overflow-y-auto overscroll-contain px-2 empty:hidden"
    >
      <PickerSections id={id} sections={sections} at={at} onChoose={onChoose} />
    </div>
  )
}

/** A text with the letters that were found in it marked: by weight and a line, not by colour alone. */
export function Marked({ text, spans }: { text: string; spans: readonly (readonly [number, number])[] }) {
  const pieces = spans.map(([from, to], index) => {
    const before = text.slice(spans[index - 1]?.[1] ?? 0, from)
    return (
      <span key={from}>
        {before}
        <mark className="bg-transparent font-strong text-accent underline underline-offset-2">
          {text.slice(from, to)}
        </mark>
      </span>
    )
  })
  return (
    <bdi className="truncate">
      {pieces}
      {text.slice(spans.at(-1)?.[1] ?? 0)}
    </bdi>
  )
}
