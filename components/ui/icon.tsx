import type { LucideIcon } from 'lucide-react'

type IconProps = {
  of: LucideIcon
  /** 18 px in bars and rows, 16 px beside small text. */
  size?: 14 | 16 | 18 | 22
  /** Filled with its own colour: a star that is on. */
  filled?: boolean
  className?: string
}

/** One drawing of the one set. It says nothing by itself: the control around it carries the name. */
export function Icon({ of: Drawing, size = 18, filled = false, className = '' }: IconProps) {
  return (
    <Drawing
      aria-hidden="true"
      focusable="false"
      size={size}
      strokeWidth={1.6}
      fill={filled ? 'currentColor' : 'none'}
      className={`flex-none ${className}`}
    />
  )
}
