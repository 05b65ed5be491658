'use client'
import { type ReactNode, useId } from 'react'

type ChoiceProps<Value extends string> = {
  label: string
  hint?: string
  value: Value
  options: readonly { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
}

/** One of a few: radio buttons side by side, as one control. */
export function Choice<Value extends string>({ label, hint, value, options, onChange }: ChoiceProps<Value>) {
  const id = useId()
  return (
    <fieldset
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2"
      aria-describedby={hint && `${id}-hint`}
    >
      <div className="min-w-0 flex-1 basis-40 max-sm:basis-full">
        <legend className="float-start font-medium">{label}</legend>
        {hint && (
          <p id={`${id}-hint`} className="clear-both text-muted text-s">
            {hint}
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-0.5 rounded-lg border border-line bg-page p-0.5 max-sm:w-full">
        {options.map((option) => (
          <label
            key={option.value}
            className={
              'relative inline-flex h-8 items-center rounded-md px-3 whitespace-nowrap text-muted hover:text-text has-checked:bg-surface has-checked:font-semibold ' +
              'has-checked:text-accent has-checked:shadow-[0_0_0_1px_var(--color-line)] has-focus-visible:outline-2 ' +
              'has-focus-visible:outline-focus max-sm:flex-1 max-sm:justify-center max-sm:px-1.5 pointer-coarse:h-11'
            }
          >
            <input
              type="radio"
              name={id}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 m-0 cursor-default opacity-0"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
