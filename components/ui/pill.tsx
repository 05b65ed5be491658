import type { ComponentProps } from 'react'

/** The look of the small round buttons above a list; also for a menu's button. */
export const PILL =
  'inline-flex h-7 items-center gap-1 rounded-full border border-line px-2.5 text-s text-muted outline-offset-1 ' +
  'outline-focus hover:bg-hover hover:text-text focus-visible:outline-2 pointer-coarse:h-11 pointer-coarse:px-4 ' +
  'aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:font-semibold aria-pressed:text-accent'

/** A small round button that is on or off: a filter. */
export function Pill({ pressed, className = '', ...rest }: ComponentProps<'button'> & { pressed?: boolean }) {
  return <button type="button" {...rest} aria-pressed={pressed} className={`${PILL} ${className}`} />
}
