/**
 * Strokes of the keyboard by name: `j`; `J` with Shift; signs as they are typed, `#`; `Enter`, `Escape`; `Mod+k` with
 * Ctrl, on a Mac with Command.
 */

export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing' | 'getModifierState'
>

/** Whether this is a Mac, an iPhone or an iPad, whose keys are called otherwise. */
export function isApple(): boolean {
  return /Mac|iP(hone|ad|od)/.test(navigator.platform)
}

/** The name of a stroke; null for one that belongs to the browser, the system or the writing of a character. */
export function strokeOf(event: Pressed, apple = isApple()): string | null {
  if (event.isComposing || isModifier(event.key)) return null
  const name = nameOf(event)
  // Some keyboards have # and the like behind AltGr (which says it is Ctrl and Alt) or Option.
  const sign = name.length === 1 && !/\p{L}/u.test(name)
  if (sign && (event.getModifierState('AltGraph') || (apple && event.altKey && !event.metaKey))) return name
  if (event.altKey) return null
  const [mod, other] = apple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (other) return null
  if (!mod) return name
  return event.shiftKey ? null : `Mod+${name}`
}

function isModifier(key: string): boolean {
  return ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock', 'Fn'].includes(key)
}

function nameOf({ key, code, shiftKey }: Pressed): string {
  if (!/^\p{L}$/u.test(key)) return key
  // Where other scripts are written, the key that has a Latin letter on other keyboards stands for it.
  const letter = /^[a-z]$/i.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? key)
  // Caps Lock is no Shift.
  return shiftKey ? letter.toUpperCase() : letter.toLowerCase()
}
