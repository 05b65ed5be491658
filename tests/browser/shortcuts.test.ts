import { expect, test } from 'vitest'
import { SHORTCUTS, shortcutOf } from '#lib/browser/shortcuts.ts'
import { keyWords } from '#lib/mail/words/keys.ts'

const press = (key: string, more: object = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  defaultPrevented: false,
  ...more,
})
const on = (what: string) => ({
  matches: (selector: string) => selector.split(', ').includes(what),
  closest: (selector: string) => (selector.split(', ').includes(what) ? {} : null),
})

test('every key does one thing, and every thing is in the sheet of keys', () => {
  expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length)
  expect(new Set(SHORTCUTS.map(({ name }) => name))).toEqual(new Set(Object.keys(keyWords.actions)))
})

test('the keys of the list are there', () => {
  for (const key of ['j', 'k', 'Enter', 'u', 'x', 'e', '#', 's', '/', '?', 'z', 'I', 'U'])
    expect(shortcutOf(press(key), null), key).not.toBeNull()
})

test('a letter that is typed is a letter', () => {
  for (const place of ['textarea', 'select', '[contenteditable=true]', 'input:not([type=checkbox])'])
    expect(shortcutOf(press('e'), on(place)), place).toBeNull()
})

test('dialogs and menus have their own keys', () => {
  for (const place of ['dialog', '[role=dialog]', '[role=menu]'])
    expect(shortcutOf(press('e'), on(place)), place).toBeNull()
})

test('keys with Ctrl, Alt or Meta are the browser’s', () => {
  for (const held of ['ctrlKey', 'altKey', 'metaKey'])
    expect(shortcutOf(press('e', { [held]: true }), null), held).toBeNull()
})

test('Enter presses the button that has the focus', () => {
  expect(shortcutOf(press('Enter'), on('button'))).toBeNull()
  expect(shortcutOf(press('e'), on('button'))).toBe('archive')
})
