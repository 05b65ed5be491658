import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Folder } from '#lib/api/folders.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { queryGroups } from '#lib/mail/search-grammar.ts'
import { searchSuggestions } from '#lib/mail/search-suggestions.ts'

function folder(path: string, role: Folder['role'] = null): Folder {
  const parent = path.includes('/') ? folderIdOf(path.slice(0, path.lastIndexOf('/'))) : null
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    ...{ id: folderIdOf(path), path, name, role, parentId: parent, delimiter: '/', selectable: true },
    ...{ subscribed: true, total: 1, unread: 0, uidNext: 2, uidValidity: 1 },
  }
}

const WORLD = {
  people: [
    { name: 'Anna Lindqvist', address: 'anna@lindqvist.example', count: 9 },
    { name: 'Annette', address: 'a.k@example.org', count: 1 },
    { name: '', address: 'bob@example.org', count: 3 },
    { name: 'Odd', address: '"an odd"@example.org', count: 2 },
  ],
  folders: [
    folder('INBOX', 'inbox'),
    folder('Archiv', 'archive'),
    folder('Clients'),
    folder('Clients/Bright & Sons'),
  ],
  labels: { ...FIRST_SETTINGS, labels: [{ keyword: 'trip', name: 'Round trip', colour: 'blue' as const }] },
  searches: ['from:anna lease', 'holiday photos'],
  today: new Date(2026, 2, 31),
}

const suggested = (typed: string, caret = typed.length) =>
  searchSuggestions(typed, caret, WORLD).flatMap(({ suggestions }) => suggestions)
const queries = (typed: string, caret?: number) => suggested(typed, caret).map(({ q }) => q)

test('an empty field has the searches made lately and the first ways to narrow one down', () => {
  expect(queries('').slice(0, 3)).toEqual(['from:anna lease', 'holiday photos', 'from:'])
  expect(suggested('')[0]?.whole).toBe(true)
})

test('a key comes by its start or by what it finds, and a minus sign stays', () => {
  expect(queries('fr')).toContain('from:')
  expect(queries('lease -fr')).toContain('lease -from:')
  expect(queries('attach')).toContain('has:attachment ')
  expect(queries('star')).toContain('is:flagged ')
  expect(queries('is:')).toEqual(['is:unread ', 'is:flagged ', 'is:read ', 'is:answered ', 'is:draft '])
  expect(queries('is:unread')).toEqual([])
})

test('people come by their name or address, those met most often first', () => {
  expect(queries('ann')).toContain('from:anna@lindqvist.example ')
  expect(queries('from:ann')).toEqual([
    'from:anna@lindqvist.example ',
    'from:a.k@example.org ',
    'from:anna lease',
  ])
  expect(suggested('to:bob')[0]).toMatchObject({ q: 'to:bob@example.org ', text: 'bob@example.org' })
  expect(queries('from:anna@lindqvist.example')).toEqual([])
})

test('folders come by their path and are written as the server understands them', () => {
  expect(queries('in:bright')).toEqual(['in:"Clients/Bright & Sons" '])
  expect(queries('in:arch')).toEqual(['in:archive '])
  expect(queries('in:')).toHaveLength(4)
  expect(queries('in:archive')).toEqual([])
})

test('labels come by their name', () => {
  expect(queries('keyword:trip')).toEqual(['keyword:"Round trip" '])
  expect(queries('keyword:imp')).toEqual(['keyword:Important '])
})

test('days are real ones, also where the month before is shorter', () => {
  expect(queries('after:')).toEqual([
    'after:2026-03-31 ',
    'after:2026-03-30 ',
    'after:2026-03-24 ',
    'after:2026-02-28 ',
    'after:2026-01-01 ',
  ])
  expect(queries('before:2026-02')).toEqual(['before:2026-02-28 '])
  expect(queries('on:week')).toEqual(['on:2026-03-24 '])
  expect(queries('larger:2')).toEqual(['larger:25M '])
})

test('the word at the caret is completed, and the others stay', () => {
  const [first] = suggested('lease fr "see you"', 8)
  expect(first).toMatchObject({ q: 'lease from:"see you"', caret: 11 })
  expect(suggested('is:un lease', 5)[0]).toMatchObject({ q: 'is:unread lease', caret: 10 })
  expect(queries('lease ')).toEqual([])
})

test('whatever is typed, what is chosen is understood, and can be typed on', () => {
  const piece = fc.constantFrom('fr', 'in:', 'in:c', 'is:u', '-', '"', 'OR', 'ann', 'after:', ' ', '  ', 'x')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), fc.nat(30), (pieces, at) => {
      const typed = pieces.join('')
      for (const { q, caret, whole } of suggested(typed, Math.min(at, typed.length))) {
        expect(caret).toBeLessThanOrEqual(q.length)
        if (!whole && q[caret - 1] === ' ')
          expect(queryGroups(q.slice(0, caret)).at(-1)?.tokens.at(-1)?.end).toBe(caret - 1)
      }
    }),
  )
})
