'use client'
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'children'> & {
  /** Words beside the box; without them it needs an `aria-label`. */
  children?: ReactNode
  /** Neither on nor off: some of many. */
  mixed?: boolean
}

/** The browser's own checkbox in the accent colour; its label is part of the target. */
export function Checkbox({ children, mixed = false, className = '', ...rest }: CheckboxProps) {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (ref.current) ref.current.indeterminate = mixed
  }, [mixed])
  return (
    <label className={`inline-flex min-h-6 items-center gap-2.5 pointer-coarse:min-h-11 ${className}`}>
      <input
        {...rest}
        ref={ref}
        type="checkbox"
        className="size-4 flex-none accent-accent outline-offset-2 outline-focus focus-visible:outline-2"
      />
      {children}
    </label>
  )
}
