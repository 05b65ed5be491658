import { expect, test } from 'vitest'
import { hintOf } from '#lib/browser/called-keys.ts'
import { type Pressed, strokeOf } from '#lib/browser/key-stroke.ts'
import { isSingleKey, SHORTCUTS, shortcutsOn } from '#lib/browser/shortcuts.ts'
import { isForTheAsked, isOwn, StrokeReader } from '#lib/browser/stroke-reader.ts'
import { nameOfKeys } from '#lib/mail/words/key-names.ts'
import { keyWords } from '#lib/mail/words/keys.ts'

const press = (
  key: string,
  { alt = false, graph = false, ...more }: Partial<Pressed> & { alt?: boolean; graph?: boolean } = {},
) =>
  ({
    key,
    code: '',
    shiftKey: false,
    ctrlKey: false,
    altKey: alt,
    metaKey: false,
    isComposing: false,
    getModifierState: (name: string) => graph && name === 'AltGraph',
    ...more,
  }) satisfies Pressed
const on = (what: string) => ({
  matches: (selector: string) => selector.split(', ').includes(what),
  closest: (selector: string) => (selector.split(', ').includes(what) ? {} : null),
})
const all = { keys: true, keysOff: [] }

/** The names of what strokes do, one second apart or as told. */
function read(
  strokes: string[],
  { every = 100, settings = all }: { every?: number; settings?: Parameters<typeof shortcutsOn>[0] } = {},
) {
  const reader = new StrokeReader()
  return strokes.map((stroke, at) => {
    const found = reader.read(stroke, at * every, shortcutsOn(settings, true))
    return found && found !== 'taken' ? found.name : found
  })
}

test('every key does one thing, and none is the beginning of another', () => {
  const keys = SHORTCUTS.map((one) => one.keys)
  expect(new Set(keys).size).toBe(keys.length)
  for (const one of keys)
    expect(
      keys.some((other) => other.startsWith(`${one} `)),
      one,
    ).toBe(false)
})

test('the sheet shows every key once, with its words', () => {
  const shown = keyWords.sections.flatMap(({ names }) => names)
  expect(new Set(shown).size).toBe(shown.length)
  expect(new Set(shown)).toEqual(new Set(SHORTCUTS.map(({ name }) => name)))
  expect(new Set(shown)).toEqual(new Set(Object.keys(keyWords.actions)))
})

test('the keys that people bring from elsewhere are there', () => {
  for (const key of ['j', 'k', 'Enter', 'o', 'u', 'x', 'e', '#', '!', 's', 'I', 'U', 'v', 'l', '/', 'z', '?'])
    expect(read([key])[0], key).toMatch(/^[a-z]/)
})

test('g and a second key go somewhere', () => {
  expect(read(['g', 'i'])).toEqual(['taken', 'goInbox'])
  expect(read(['g', '#'])).toEqual(['taken', 'goTrash'])
})

test('a second key that comes late, or leads nowhere, is no slip that acts', () => {
  expect(read(['g', 'i'], { every: 2_000 })).toEqual(['taken', null])
  expect(read(['g', 'e', 'e'])).toEqual(['taken', 'taken', 'archive'])
  expect(read(['g', 'Escape', 'i'])).toEqual(['taken', 'taken', null])
  expect(read(['g', 'g', 'i'])).toEqual(['taken', 'taken', null])
})

test('single keys can be turned off, all or one by one; those with Ctrl, Enter and Escape stay', () => {
  const none = { keys: false, keysOff: [] }
  expect(read(['e', '?', 'g', 'i', 'Mod+k', 'Enter'], { settings: none })).toEqual([
    null,
    null,
    null,
    null,
    'palette',
    'open',
  ])
  const some = { keys: true, keysOff: ['archive', 'goInbox'] }
  expect(read(['e', '#', 'g', 't'], { settings: some })).toEqual([null, 'remove', 'taken', 'goSent'])
  expect(SHORTCUTS.filter((one) => !isSingleKey(one)).map(({ keys }) => keys)).toEqual([
    'Enter',
    'Escape',
    'Mod+k',
  ])
})

test('a letter that is typed is a letter, but for what no text begins with', () => {
  for (const place of ['textarea', 'select', '[contenteditable=true]', 'input:not([type=checkbox])']) {
    expect(isOwn('e', on(place)), place).toBe(true)
    expect(isOwn('Mod+k', on(place)), place).toBe(false)
  }
})

test('dialogs and menus have their own keys', () => {
  for (const place of ['dialog', '[role=dialog]', '[role=menu]'])
    for (const stroke of ['e', 'Mod+k']) expect(isOwn(stroke, on(place)), place).toBe(true)
})

test('what is typed while a dialog is on its way is for it, from whatever field it was asked for; in dialogs it is theirs', () => {
  for (const place of ['textarea', 'input:not([type=checkbox])', 'button'])
    expect(isForTheAsked(on(place)), place).toBe(true)
  expect(isForTheAsked(null)).toBe(true)
  for (const place of ['dialog', '[role=dialog]', '[role=menu]'])
    expect(isForTheAsked(on(place)), place).toBe(false)
})

test('Enter presses the button that has the focus', () => {
  expect(isOwn('Enter', on('button'))).toBe(true)
  expect(isOwn('e', on('button'))).toBe(false)
})

test('keys with Ctrl, Alt or Meta are the browser’s, but for Ctrl or on a Mac Command', () => {
  expect(strokeOf(press('k', { ctrlKey: true }), false)).toBe('Mod+k')
  expect(strokeOf(press('k', { metaKey: true }), true)).toBe('Mod+k')
  expect(strokeOf(press('k', { ctrlKey: true }), true)).toBeNull()
  expect(strokeOf(press('k', { metaKey: true }), false)).toBeNull()
  expect(strokeOf(press('K', { ctrlKey: true, shiftKey: true }), false)).toBeNull()
  expect(strokeOf(press('e', { alt: true }), false)).toBeNull()
})

test('capitals are with Shift, whatever Caps Lock says', () => {
  expect(strokeOf(press('I', { shiftKey: true }), false)).toBe('I')
  expect(strokeOf(press('J'), false)).toBe('j')
  expect(strokeOf(press('i', { shiftKey: true }), false)).toBe('I')
})

test('signs are found behind AltGr and Option, letters where the keyboard writes another script', () => {
  expect(strokeOf(press('#', { alt: true, ctrlKey: true, graph: true }), false)).toBe('#')
  expect(strokeOf(press('#', { alt: true }), true)).toBe('#')
  expect(strokeOf(press('о', { code: 'KeyJ' }), false)).toBe('j')
  expect(strokeOf(press('л', { code: 'KeyK', ctrlKey: true }), false)).toBe('Mod+k')
})

test('Shift alone, and the writing of a character, are no strokes', () => {
  expect(strokeOf(press('Shift', { shiftKey: true }), false)).toBeNull()
  expect(strokeOf(press('e', { isComposing: true }), false)).toBeNull()
})

test('keys are called as on the keyboard, and as readers of the page want it', () => {
  expect(nameOfKeys('g i', false)).toBe('g then i')
  expect(nameOfKeys('Mod+k', true)).toBe('⌘ K')
  expect(hintOf({ keys: 'I', name: 'read' }, false)).toEqual({
    hint: 'Shift I',
    'aria-keyshortcuts': 'Shift+I',
  })
  expect(hintOf({ keys: 'Mod+k', name: 'palette' }, false)).toEqual({
    hint: 'Ctrl K',
    'aria-keyshortcuts': 'Control+K',
  })
  expect(hintOf({ keys: 'g i', name: 'goInbox' }, false)).toEqual({ hint: 'g then i' })
  expect(hintOf({ keys: '#', name: 'remove' }, false)).toEqual({ hint: '#', 'aria-keyshortcuts': '#' })
})
