import type { ComponentProps } from 'react'

/** The look of the small round buttons above a list; also for a menu's button. */
export const PILL =
  'inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-full border border-line px-2.5 text-s text-muted outline-offset-1 ' +
  'outline-focus hover:bg-hover hover:text-text focus-visible:outline-2 ' +
  'aria-pressed:border-accent aria-pressed:bg-selected aria-pressed:font-semibold aria-pressed:text-accent ' +
  // For a finger it is 44 px high and drawn as 32.
  'pointer-coarse:relative pointer-coarse:isolate pointer-coarse:h-11 pointer-coarse:border-transparent! ' +
  'pointer-coarse:bg-transparent! pointer-coarse:px-3.5 pointer-coarse:before:absolute pointer-coarse:before:inset-x-0 ' +
  'pointer-coarse:before:inset-y-1.5 pointer-coarse:before:-z-10 pointer-coarse:before:rounded-full ' +
  'pointer-coarse:before:border pointer-coarse:before:border-line ' +
  'pointer-coarse:aria-pressed:before:border-accent pointer-coarse:aria-pressed:before:bg-selected'

/** A small round button that is on or off: a filter. */
export function Pill({ pressed, className = '', ...rest }: ComponentProps<'button'> & { pressed?: boolean }) {
  return <button type="button" {...rest} aria-pressed={pressed} className={`${PILL} ${className}`} />
}
