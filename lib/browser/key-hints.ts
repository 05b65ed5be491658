/** Which key does what a button does: for its tooltip, and for readers of the page. */
import { useSyncExternalStore } from 'react'
import { nameOfKeys } from '#lib/mail/words/key-names.ts'
import { isApple } from './key-stroke.ts'
import { useSettings } from './settings.ts'
import { type Shortcut, type ShortcutName, shortcutsOn } from './shortcuts.ts'

/** Empty where no key does it, or it is turned off. */
export type KeyHint = { hint?: string; 'aria-keyshortcuts'?: string }

const never = () => () => undefined

/** Whether keys are called as on a Mac; false on the server, which can't know. */
export function useApple(): boolean {
  return useSyncExternalStore(never, isApple, () => false)
}

/** Says of each thing which key does it, as it is now. */
export function useKeyHint(): (name: ShortcutName) => KeyHint {
  const on = shortcutsOn(useSettings())
  const apple = useApple()
  return (name) => {
    const shortcut = on.find((one) => one.name === name)
    return shortcut ? hintOf(shortcut, apple) : {}
  }
}

/** What a shortcut is called, in words and as WAI-ARIA wants it, which has no way to tell of a sequence. */
export function hintOf({ keys }: Shortcut, apple: boolean): KeyHint {
  const hint = nameOfKeys(keys, apple)
  return keys.includes(' ') ? { hint } : { hint, 'aria-keyshortcuts': ariaKeys(keys, apple) }
}

// WAI-ARIA 1.2 §6.6 (aria-keyshortcuts): modifiers first, joined by +; letters in upper case.
function ariaKeys(stroke: string, apple: boolean): string {
  const key = stroke.replace('Mod+', '')
  const letter = key.length === 1 ? key.toUpperCase() : key
  if (key !== stroke) return `${apple ? 'Meta' : 'Control'}+${letter}`
  return key.length === 1 && key !== key.toLowerCase() ? `Shift+${letter}` : letter
}
