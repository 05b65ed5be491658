/** The keys, in one table: what the page listens to is what the sheet of `?`, the palette and every tooltip show. */
import type { Settings } from '#lib/api/settings.ts'
import type { keyWords } from '#lib/mail/words/keys.ts'

export type ShortcutName = keyof typeof keyWords.actions

export type Shortcut = {
  /** One stroke, or several one after the other (key-stroke.ts says how each is written). */
  keys: string
  name: ShortcutName
  /** Goes on while the key is held; all others act once a press. */
  repeats?: true
  /** Also while something is typed: no text begins with it. */
  anywhere?: true
  /** Only where mail can be sent. */
  writes?: true
}

export const SHORTCUTS: readonly Shortcut[] = [
  { keys: 'j', name: 'next', repeats: true },
  { keys: 'k', name: 'previous', repeats: true },
  { keys: 'Enter', name: 'open' },
  { keys: 'o', name: 'open' },
  { keys: 'u', name: 'back' },
  { keys: 'n', name: 'nextMember' },
  { keys: 'p', name: 'previousMember' },
  { keys: 'x', name: 'select' },
  { keys: 'X', name: 'selectUpTo' },
  { keys: 'Escape', name: 'clear' },
  { keys: 'e', name: 'archive' },
  { keys: '#', name: 'remove' },
  { keys: '!', name: 'junk' },
  { keys: 's', name: 'star' },
  { keys: 'I', name: 'read' },
  { keys: 'U', name: 'unread' },
  { keys: 'v', name: 'move' },
  { keys: 'l', name: 'label' },
  { keys: 'c', name: 'compose', writes: true },
  { keys: 'r', name: 'reply', writes: true },
  { keys: 'a', name: 'replyAll', writes: true },
  { keys: 'f', name: 'forward', writes: true },
  { keys: 'z', name: 'undo' },
  { keys: 'g i', name: 'goInbox' },
  { keys: 'g s', name: 'goStarred' },
  { keys: 'g t', name: 'goSent' },
  { keys: 'g d', name: 'goDrafts' },
  { keys: 'g a', name: 'goArchive' },
  { keys: 'g !', name: 'goJunk' },
  { keys: 'g #', name: 'goTrash' },
  { keys: '/', name: 'search' },
  { keys: 'Mod+k', name: 'palette', anywhere: true },
  { keys: '?', name: 'keys' },
]

/** Whether it is made of letters and signs alone: one that can be turned off (WCAG 2.1.4), since speech and slips press it too. */
export function isSingleKey({ keys }: Shortcut): boolean {
  return keys.split(' ').every((stroke) => stroke.length === 1)
}

/** The shortcuts that there are. `canSend`: whether mail can be sent. */
export function shortcutsThere(canSend: boolean): readonly Shortcut[] {
  return SHORTCUTS.filter(({ writes = false }) => canSend || !writes)
}

/** Those of them that are on. */
export function shortcutsOn(
  { keys, keysOff }: Pick<Settings, 'keys' | 'keysOff'>,
  canSend: boolean,
): readonly Shortcut[] {
  return shortcutsThere(canSend).filter((one) => !isSingleKey(one) || (keys && !keysOff.includes(one.name)))
}
