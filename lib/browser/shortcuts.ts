/** The keys, in one table: what the page listens to is what the sheet of `?` shows. */
import { useEffect, useRef } from 'react'
import type { keyWords } from '#lib/mail/words/keys.ts'

export type ShortcutName = keyof typeof keyWords.actions

/** `key` as KeyboardEvent.key gives it: a capital letter is with Shift. */
export const SHORTCUTS: readonly { key: string; name: ShortcutName }[] = [
  { key: 'j', name: 'next' },
  { key: 'k', name: 'previous' },
  { key: 'Enter', name: 'open' },
  { key: 'o', name: 'open' },
  { key: 'n', name: 'nextMember' },
  { key: 'p', name: 'previousMember' },
  { key: 'u', name: 'back' },
  { key: 'x', name: 'select' },
  { key: 'e', name: 'archive' },
  { key: '#', name: 'remove' },
  { key: '!', name: 'junk' },
  { key: 's', name: 'star' },
  { key: 'I', name: 'read' },
  { key: 'U', name: 'unread' },
  { key: 'v', name: 'move' },
  { key: 'l', name: 'label' },
  { key: '/', name: 'search' },
  { key: 'z', name: 'undo' },
  { key: 'Escape', name: 'clear' },
  { key: '?', name: 'keys' },
]

const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable=""], [contenteditable=true]'
const PRESSED = 'button, a[href], summary, input[type=checkbox]'

/** The shortcut of a key press, or null: while typing, in dialogs and menus, and with Ctrl, Alt or Meta, keys are the person's own. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'defaultPrevented'>,
  target: { matches: (selector: string) => boolean; closest: (selector: string) => unknown } | null,
): ShortcutName | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return null
  if (target?.matches(TYPING) || target?.closest('dialog, [role=dialog], [role=menu]')) return null
  // Enter presses what has the focus.
  if (event.key === 'Enter' && target?.matches(PRESSED)) return null
  return SHORTCUTS.find(({ key }) => key === event.key)?.name ?? null
}

/** Listens to the keys for as long as the component is there. */
export function useShortcuts(actions: Record<ShortcutName, () => void>): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null
      const name = shortcutOf(event, target)
      if (!name) return
      event.preventDefault()
      latest.current[name]()
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
