import { expect, test } from 'vitest'
import { paletteMatches } from '#lib/mail/palette-matches.ts'

const sections = [
  {
    title: '3 selected messages',
    entries: [
      { id: 'archive', label: 'Archive' },
      { id: 'junk', label: 'Mark as junk', also: 'spam' },
      { id: 'read', label: 'Mark as read' },
    ],
  },
  { title: 'Mail', entries: [{ id: 'settings', label: 'Settings', also: 'preferences' }] },
  {
    title: 'Go to',
    entries: [
      { id: 'go Archive', label: 'Go to Archive' },
      { id: 'go 2024', label: 'Go to Archive / 2024' },
    ],
  },
]

const found = (typed: string, lately: string[] = []) =>
  paletteMatches(sections, typed, lately).map(({ title, found }) => [
    title,
    found.map(({ entry }) => entry.id),
  ])

test('without a word typed everything is there in its order', () => {
  expect(found(' ', ['read'])).toEqual([
    ['3 selected messages', ['archive', 'junk', 'read']],
    ['Mail', ['settings']],
    ['Go to', ['go Archive', 'go 2024']],
  ])
})

test('the section with the best match is the first', () => {
  expect(found('archive')[0]).toEqual(['3 selected messages', ['archive']])
  expect(found('go arch')[0]).toEqual(['Go to', ['go Archive', 'go 2024']])
  expect(found('2024')).toEqual([['Go to', ['go 2024']]])
})

test('other words for the same find it, with nothing marked in its label', () => {
  const [section] = paletteMatches(sections, 'spam', [])
  expect(section?.found).toMatchObject([{ entry: { id: 'junk' }, spans: [] }])
  expect(found('mark spam')).toEqual([['3 selected messages', ['junk']]])
})

test('what was chosen before comes before its like', () => {
  expect(found('mark')[0]?.[1]).toEqual(['junk', 'read'])
  expect(found('mark', ['read'])[0]?.[1]).toEqual(['read', 'junk'])
})

test('what matches nothing leaves no empty section', () => {
  expect(found('zzz')).toEqual([])
})
