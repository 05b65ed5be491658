/** Listens to the keyboard. Fetched behind the first paint, with what the keys do. */
import { useEffect, useLayoutEffect, useRef } from 'react'
import { hintsOf } from './called-keys.ts'
import { keyHints } from './key-hints.ts'
import { isApple, strokeOf } from './key-stroke.ts'
import { isAsking, typeAhead } from './questions.ts'
import { useCanSend } from './session.ts'
import { useSettings } from './settings.ts'
import { SHORTCUTS, type Shortcut, type ShortcutName, shortcutsOn } from './shortcuts.ts'
import { isBeginning, typeIntoWindow } from './write.ts'

/** A sequence whose next stroke comes later than this (ms) is none. */
const SEQUENCE = 1_500

const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable=""], [contenteditable=true]'
const OVER_PAGE = 'dialog, [role=dialog], [role=menu]'
const PRESSED = 'button, a[href], summary, input[type=checkbox]'

/** Reads strokes as they come. */
export class StrokeReader {
  #begun: string[] = []
  #since = Number.NEGATIVE_INFINITY

  /**
   * The shortcut that is complete with this stroke, made at `now` (ms); `taken` where it begins one, or was none after
   * a beginning: after `g` no key does what it does alone, lest a slip archives something. Null: nobody's.
   */
  read(stroke: string, now: number, on: readonly Shortcut[]): Shortcut | 'taken' | null {
    const begun = now - this.#since < SEQUENCE ? this.#begun : []
    const strokes = [...begun, stroke]
    const keys = strokes.join(' ')
    const shortcut = on.find((one) => one.keys === keys)
    const goesOn = !shortcut && on.some((one) => one.keys.startsWith(`${keys} `))
    this.#begun = goesOn ? strokes : []
    this.#since = now
    return shortcut ?? (goesOn || begun.length > 0 ? 'taken' : null)
  }
}

type Target = { matches: (selector: string) => boolean; closest: (selector: string) => unknown }

/** Whether a stroke is the person's own where it was made: while typing, in dialogs and menus, on what Enter presses. */
export function isOwn(stroke: string, target: Target | null): boolean {
  if (target?.closest(OVER_PAGE)) return true
  if (target?.matches(TYPING)) return !isForAnywhere(stroke)
  return stroke === 'Enter' && (target?.matches(PRESSED) ?? false)
}

/** A dialog was asked for and is on its way: what is typed meanwhile is for it, whatever field was left for it. */
export function isForTheAsked(target: Target | null): boolean {
  return !target?.closest(OVER_PAGE)
}

function isForAnywhere(stroke: string): boolean {
  return SHORTCUTS.some((one) => one.anywhere && one.keys === stroke)
}

/** Listens to the keys for as long as the component is there. */
export function useShortcuts(act: (name: ShortcutName) => void): void {
  const latest = useRef({ act, on: SHORTCUTS })
  const settings = useSettings()
  const canSend = useCanSend()
  useEffect(() => {
    latest.current = { act, on: shortcutsOn(settings, canSend) }
  })
  useEffect(() => {
    keyHints.set(hintsOf(shortcutsOn(settings, canSend), isApple()))
    return () => keyHints.set(() => ({}))
  }, [settings, canSend])
  // With the page that it is for, not behind its paint: on a busy machine that is late, and the first keys were lost.
  useLayoutEffect(() => {
    const reader = new StrokeReader()
    const press = (event: KeyboardEvent) => {
      const stroke = event.defaultPrevented ? null : strokeOf(event)
      if (!stroke) return
      const target = event.target instanceof Element ? event.target : null
      if (isAsking() && isForTheAsked(target)) {
        if (isForAnywhere(stroke)) event.preventDefault()
        else if (!stroke.startsWith('Mod+')) typeAhead(event)
        return
      }
      if (isOwn(stroke, target)) {
        // Some browsers go to their address field by it: not from a dialog that was opened by it.
        if (isForAnywhere(stroke)) event.preventDefault()
        return
      }
      if (isBeginning()) return typeIntoWindow(event)
      const read = reader.read(stroke, event.timeStamp, latest.current.on)
      if (read) event.preventDefault()
      if (read && read !== 'taken' && (!event.repeat || read.repeats)) latest.current.act(read.name)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
}
