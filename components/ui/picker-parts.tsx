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
