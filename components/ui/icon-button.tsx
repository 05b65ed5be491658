import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { Icon } from './icon.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label' | 'title'> & {
  /** What it does: its accessible name and its tooltip. */
  label: string
  icon: LucideIcon
  size?: 16 | 18
  filled?: boolean
  /** The key that does the same, shown in the tooltip only. */
  hint?: string
  /** What it does it to, where that is not plain from where it stands. */
  about?: string | undefined
  /** Why it can't be done: it keeps its place and says so. */
  forbidden?: string | undefined
}

// Nor does it open what it lies on.
const stay = (event: MouseEvent) => event.stopPropagation()

/** A button with a drawing on it: 36 px for a mouse, 44 px for a finger. */
export function IconButton({
  label,
  icon,
  size = 18,
  filled = false,
  hint,
  about,
  forbidden,
  onClick,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={forbidden ?? `${label}${about ? `: ${about}` : ''}${hint ? ` (${hint})` : ''}`}
      aria-disabled={forbidden ? true : undefined}
      aria-description={forbidden ?? about}
      onClick={forbidden ? stay : onClick}
      className={
        'inline-grid size-9 flex-none place-items-center rounded-lg text-muted outline-offset-[-2px] outline-focus ' +
        'hover:bg-hover hover:text-text focus-visible:outline-2 disabled:cursor-default disabled:opacity-45 ' +
        'aria-disabled:cursor-default aria-disabled:opacity-45 aria-disabled:hover:bg-transparent ' +
        `aria-expanded:bg-hover aria-expanded:text-text pointer-coarse:size-11 ${className}`
      }
    >
      <Icon of={icon} size={size} filled={filled} />
    </button>
  )
}
