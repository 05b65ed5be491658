'use client'
import type { LucideIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import type { MenuItem } from './menu-content.tsx'

export type { MenuItem } from './menu-content.tsx'

/** Opens a menu from elsewhere: a right click on the row that the menu belongs to. */
export type MenuHandle = { openAt: (x: number, y: number) => void }

const loadContent = () => import('./menu-content.tsx').then((module) => module.MenuContent)
const MenuContent = dynamic(loadContent, { ssr: false })

type MenuProps = {
  /** The accessible name of the button and of the menu. */
  label: string
  /** A function where there are many such buttons: it is asked when the menu opens. */
  items: readonly MenuItem[] | (() => readonly MenuItem[])
  /** The button's drawing; with `children` instead it has words and the look of `className`. */
  icon?: LucideIcon
  /** The id of what says which of several it is. */
  describedBy?: string
  children?: ReactNode
  className?: string
  align?: 'start' | 'end'
  handle?: Ref<MenuHandle>
}

/** A button and the menu it opens. The menu's code is fetched when the pointer or the focus comes near. */
export function Menu({
  label,
  items,
  icon,
  describedBy,
  children,
  className = '',
  align = 'end',
  handle,
}: MenuProps) {
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  useImperativeHandle(handle, () => ({
    openAt: (x, y) => {
      setAt({ x, y })
      setOpen(true)
    },
  }))

  const behaviour = {
    ref: button,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    'aria-describedby': describedBy,
    onPointerEnter: () => void loadContent(),
    onFocus: () => void loadContent(),
    onClick: () => {
      setAt(null)
      setOpen(!open)
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'ArrowDown' || open) return
      event.preventDefault()
      event.stopPropagation()
      setOpen(true)
    },
  }
  return (
    <span className="relative inline-flex flex-none">
      {icon ? (
        <IconButton {...behaviour} label={label} icon={icon} className={className} />
      ) : (
        <button type="button" {...behaviour} className={className}>
          {children}
        </button>
      )}
      {open && (
        <MenuContent
          label={label}
          items={typeof items === 'function' ? items() : items}
          align={align}
          at={at}
          button={button}
          onClose={() => setOpen(false)}
        />
      )}
    </span>
  )
}
