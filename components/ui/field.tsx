'use client'
import { type ComponentProps, useId } from 'react'

type FieldProps = ComponentProps<'input'> & {
  label: string
  /** What may be typed, under the field. */
  hint?: string
  /** What is wrong with what was typed; read out when it appears. */
  error?: string | null
  /** Room for a button that lies over the field's end. */
  inputClassName?: string
}

/** One line to type into, with its label above it. */
export function Field({ label, hint, error, className = '', inputClassName = '', ...rest }: FieldProps) {
  const id = useId()
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className={`flex flex-col gap-1.5 ${className}`}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className={
          'h-10 w-full min-w-0 rounded-lg border border-muted/75 bg-surface px-3 text-l text-text outline-focus ' +
          'placeholder:text-muted focus-visible:outline-2 focus-visible:outline-offset-[-1px] ' +
          'aria-invalid:border-danger pointer-coarse:h-11 read-only:bg-page pointer-coarse:text-[16px] ' +
          inputClassName
        }
      />
      {hint && (
        <p id={`${id}-hint`} className="text-s text-muted">
          {hint}
        </p>
      )}
      <p id={`${id}-error`} role="alert" className="text-s text-danger [overflow-wrap:anywhere] empty:hidden">
        {error}
      </p>
    </div>
  )
}
