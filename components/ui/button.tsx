import type { ComponentProps } from 'react'

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'text'

const BASE =
  'inline-flex h-9 items-center justify-center gap-2 rounded-lg border px-3.5 text-m font-medium whitespace-nowrap ' +
  'outline-offset-2 outline-focus focus-visible:outline-2 pointer-coarse:h-11 ' +
  'disabled:cursor-default disabled:opacity-55'

const KINDS: Record<ButtonKind, string> = {
  plain: 'border-line bg-surface text-text enabled:hover:bg-hover',
  primary: 'border-transparent bg-accent text-on-accent enabled:hover:brightness-110',
  danger: 'border-transparent bg-danger text-on-danger enabled:hover:brightness-110',
  text: 'border-transparent bg-transparent text-accent font-semibold enabled:hover:bg-hover',
}

type ButtonProps = ComponentProps<'button'> & {
  kind?: ButtonKind
  /** At work: says so to a screen reader and takes no second press. */
  busy?: boolean
}

/** The look of a button, for links that are one. */
export function buttonLook(kind: ButtonKind = 'plain'): string {
  return `${BASE} ${KINDS[kind]}`
}

/** A button with words on it. It says what it does: "Load images", not "OK". */
export function Button({ kind = 'plain', busy = false, className = '', disabled, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={`${buttonLook(kind)} ${className}`}
    />
  )
}
