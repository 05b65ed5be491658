'use client'
/** What every choosing by typing is made of (ARIA practices, combobox with a listbox): the field has the focus and the keys. */
import type { KeyboardEvent, ReactNode, Ref } from 'react'

type FieldProps = {
  ref?: Ref<HTMLInputElement>
  label: string
  placeholder: string
  /** The DOM ids of the list, and of the option that the keys are on. */
  list: string
  active: string | undefined
  expanded: boolean
  maxLength: number
  typed: string
  onTyped: (typed: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

/** Where one types. */
export function PickerField({ label, list, active, expanded, typed, onTyped, ...rest }: FieldProps) {
  return (
    <input
      {...rest}
      role="combobox"
      aria-label={label}
      aria-expanded={expanded}
      aria-controls={list}
      aria-autocomplete="list"
      aria-activedescendant={active}
      data-autofocus
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      enterKeyHint="done"
      value={typed}
      onChange={(event) => onTyped(event.target.value)}
      // What was typed before it was there stands in it already.
      onFocus={({ target }) => target.setSelectionRange(target.value.length, target.value.length)}
      className={
        'h-10 w-full flex-none rounded-lg border border-muted/75 bg-surface px-3 text-l outline-focus ' +
        'focus-visible:outline-2 focus-visible:outline-offset-[-1px] pointer-coarse:h-11 pointer-coarse:text-[16px]'
      }
    />
  )
}

type LineProps = {
  id: string
  /** The keys are on it. */
  current: boolean
  checked?: boolean | 'mixed'
  disabled?: boolean | undefined
  onChoose: () => void
  children: ReactNode
}

/** One option. */
export function PickerLine({ id, current, checked, disabled = false, onChoose, children }: LineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    <div
      id={id}
      ref={(node) => {
        if (current) node?.scrollIntoView({ block: 'nearest' })
      }}
      role="option"
      tabIndex={-1}
      aria-selected={current}
      aria-checked={checked}
      aria-disabled={disabled || undefined}
      onClick={() => disabled || onChoose()}
      className={
        'flex min-h-9 items-center gap-2.5 rounded-lg px-3 py-1 hover:bg-hover aria-selected:bg-selected ' +
        'aria-disabled:text-muted pointer-coarse:min-h-11'
      }
    >
      {children}
    </div>
  )
}

/** One thing to choose. */
export type PickerOption = {
  /** Unique in its section. */
  key: string
  content: ReactNode
  /** Seen and read, but not chosen: its content says why. */
  disabled?: boolean
  onChoose: () => void
}

/** Options under a heading. */
export type PickerSection = { title: string; options: readonly PickerOption[] }

type SectionsProps = {
  /** Of the list's options: each has its place behind it. */
  id: string
  sections: readonly PickerSection[]
  /** The place of the option that the keys are on. */
  at: number
  onChoose: (option: PickerOption) => void
}

/** The inside of a listbox: options in their sections, numbered through all of them. */
export function PickerSections({ id, sections, at, onChoose }: SectionsProps) {
  const before = (section: number) =>
    sections.slice(0, section).reduce((sum, { options }) => sum + options.length, 0)
  return sections.map(({ title, options }, section) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of options
    <div key={title} role="group" aria-label={title} className="pb-2">
      <p aria-hidden="true" className="px-3 pt-1 pb-1 text-muted text-s">
        {title}
      </p>
      {options.map((option, place) => (
        <PickerLine
          key={option.key}
          id={`${id}-${before(section) + place}`}
          current={before(section) + place === at}
          disabled={option.disabled}
          onChoose={() => onChoose(option)}
        >
          {option.content}
        </PickerLine>
      ))}
    </div>
  ))
}
