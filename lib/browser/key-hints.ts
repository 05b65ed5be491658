/** Which key does what a button does: for its tooltip, and for readers of the page. It is there once the keys are. */
import { externalStore, useExternalStore } from './external-store.ts'
import type { ShortcutName } from './shortcuts.ts'

/** Empty where no key does it, it is turned off, or the page does not listen to keys yet. */
export type KeyHint = { hint?: string; 'aria-keyshortcuts'?: string }

const NONE: KeyHint = {}

/** Says of each thing which key does it; whoever listens to the keys sets it. */
export const keyHints = externalStore<(name: ShortcutName) => KeyHint>(() => NONE)

/** Says of each thing which key does it, as it is now. */
export function useKeyHint(): (name: ShortcutName) => KeyHint {
  return useExternalStore(keyHints)
}
