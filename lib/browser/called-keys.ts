/** What shortcuts are called. */
import { useSyncExternalStore } from 'react'
import { nameOfKeys } from '#lib/mail/words/key-names.ts'
import type { KeyHint } from './key-hints.ts'
import { isApple } from './key-stroke.ts'
import type { Shortcut, ShortcutName } from './shortcuts.ts'

const never = () => () => undefined

/** Whether keys are called as on a Mac; false on the server, which can't know. */
export function useApple(): boolean {
  return useSyncExternalStore(never, isApple, () => false)
}

/** The hints of the shortcuts that are on. */
export function hintsOf(on: readonly Shortcut[], apple: boolean): (name: ShortcutName) => KeyHint {
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
