'use client'
import type { LucideIcon } from 'lucide-react'
import { Check } from 'lucide-react'
import * as DropdownMenu from 'radix-ui/dropdown-menu'
import type { CSSProperties } from 'react'
import { useRef } from 'react'
import { Icon } from './icon.tsx'

/** One line of a menu, or a line between two groups. */
export type MenuItem =
  | {
      label: string
      onSelect: () => void
      icon?: LucideIcon
      kind?: 'danger'
      disabled?: boolean
      /** Why it can't be done: under its words, and nobody can choose it. */
      forbidden?: string | undefined
      /** One of several: the one that holds has a tick. */
      checked?: boolean
    }
  | 'line'

type MenuContentProps = {
  label: string
  items: readonly MenuItem[]
  align: 'start' | 'end'
  /** Where a right click was, in the viewport; null: at the button. */
  at: { x: number; y: number } | null
  button: { current: HTMLElement | null }
  onClose: () => void
}

const ITEM =
  'flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none select-none ' +
  'data-[highlighted]:bg-hover data-[disabled]:opacity-50 pointer-coarse:min-h-11'

/** The open menu; fetched when a menu is first needed. The focus is back on the button before the item acts. */
export function MenuContent({ label, items, align, at, button, onClose }: MenuContentProps) {
  const chosen = useRef<(() => void) | null>(null)
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => open || onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden="true" tabIndex={-1} style={anchorAt(at)} />
      </DropdownMenu.Trigger>
      {/* Beside a modal dialog the page is inert, and outside the landmarks a reader is lost: it stays in its own. */}
      <DropdownMenu.Portal container={button.current?.closest<HTMLElement>('dialog, nav, main, section')}>
        <DropdownMenu.Content
          aria-label={label}
          aria-labelledby={undefined}
          // At a pointer it moves up as far as it must to be seen whole, as menus of the system do.
          side={at ? 'right' : 'bottom'}
          align={at ? 'start' : align}
          sideOffset={4}
          collisionPadding={8}
          loop
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            button.current?.focus()
            chosen.current?.()
          }}
          onInteractOutside={(event) => {
            // The button itself closes it: not once here and once more by its own press.
            if (!at && button.current?.contains(event.target as Node)) event.preventDefault()
          }}
          // Letters jump to an item here; they are no shortcuts of the page behind.
          onKeyDown={(event) => event.stopPropagation()}
          className={
            'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-xl border ' +
            'border-line bg-raised p-1.5 text-m text-text shadow-raised'
          }
        >
          {items.map((item, index) =>
            item === 'line' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name, and a menu's items don't move
              <DropdownMenu.Separator key={index} className="mx-1 my-1.5 h-px bg-line" />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have the same name, and they don't move
              <Item key={index} item={item} onChoose={() => (chosen.current = item.onSelect)} />
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

function Item({ item, onChoose }: { item: Exclude<MenuItem, 'line'>; onChoose: () => void }) {
  const look = `${ITEM} ${item.kind === 'danger' ? 'text-danger' : ''}`
  const drawing = item.icon && (
    <Icon of={item.icon} size={16} className={item.kind === 'danger' ? '' : 'text-muted'} />
  )
  if (item.checked === undefined) {
    return (
      <DropdownMenu.Item className={look} disabled={item.disabled || !!item.forbidden} onSelect={onChoose}>
        {drawing}
        {item.forbidden ? <Forbidden label={item.label} reason={item.forbidden} /> : item.label}
      </DropdownMenu.Item>
    )
  }
  return (
    <DropdownMenu.CheckboxItem
      className={look}
      checked={item.checked}
      disabled={item.disabled}
      onSelect={onChoose}
    >
      {drawing}
      <span className="flex-1">{item.label}</span>
      <Icon of={Check} size={16} className={item.checked ? 'text-accent' : 'invisible'} />
    </DropdownMenu.CheckboxItem>
  )
}

function Forbidden({ label, reason }: { label: string; reason: string }) {
  return (
    <span className="flex max-w-60 flex-col">
      {label}
      <span className="text-s">{reason}</span>
    </span>
  )
}

function anchorAt(at: { x: number; y: number } | null): CSSProperties {
  if (!at) return { position: 'absolute', inset: 0, pointerEvents: 'none' }
  return { position: 'fixed', left: at.x, top: at.y, width: 0, height: 0, pointerEvents: 'none' }
}
