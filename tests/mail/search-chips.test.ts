import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import { keywordNames } from '#lib/mail/labels.ts'
import { searchChips, withoutChip } from '#lib/mail/search-chips.ts'
import { parseQuery, type QueryGroup, queryGroups } from '#lib/mail/search-grammar.ts'
import { dayName } from '#lib/mail/words/search-chips.ts'

const names = keywordNames(FIRST_SETTINGS)
const textsOf = (q: string) => searchChips(q, names).map(({ text }) => text)

test('a condition is called as a person would say it', () => {
  expect(textsOf('from:anna -lunch after:2026-02-01 is:unread')).toEqual([
    'From: anna',
    'Not: lunch',
    `Since ${dayName('2026-02-01')}`,
    'Unread',
  ])
  expect(textsOf('-from:bob "see you" larger:5M -has:attachment keyword:"To Do" smaller:10')).toEqual([
    'Not from: bob',
    '“see you”',
    'Larger than 5 MB',
    'Not with attachments',
    'Label: To Do',
    'Smaller than 10 bytes',
  ])
  expect(textsOf('invoice OR subject:receipt')).toEqual(['invoice or Subject: receipt'])
})

test('what is not understood is shown as the words that are looked for', () => {
  expect(textsOf('before:tomorrow 10:30 -in:x from: OR')).toEqual([
    'before:tomorrow',
    '10:30',
    'Not: in:x',
    'from:',
    'OR',
  ])
})

test('of several folders the one that counts is shown, and none is left when it is taken off', () => {
  const q = 'in:inbox lease in:"Clients/Bright"'
  const chips = searchChips(q, names)
  expect(chips.map(({ text }) => text)).toEqual(['lease', 'In: Clients/Bright'])
  expect(chips.map((chip) => withoutChip(q, chip))).toEqual(['in:inbox in:"Clients/Bright"', 'lease'])
})

test('what a closing quote holds apart stays apart', () => {
  const q = '"a b""c d"e'
  expect(searchChips(q, names).map((chip) => withoutChip(q, chip))).toEqual([
    '"c d"e',
    '"a b" e',
    '"a b""c d"',
  ])
})

const piece = fc.oneof(
  fc.constantFrom(
    ...['a', 'OR', '-', '"', '“see you”', '"a b"', 'from:ann', '-from:"Ann L"', 'in:x', 'in:"y z"', '-in:x'],
    ...[
      'is:unread',
      'before:2026-02-01',
      'before:soon',
      'larger:5M',
      'keyword:important',
      'from:"open',
      '-OR',
    ],
  ),
  fc.string({ maxLength: 6, unit: 'grapheme' }),
)
const query = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', ' ', '  ', '\t', '')))
  .map((parts) => parts.flat().join(''))

const meaning = (groups: readonly QueryGroup[]) =>
  groups.map(({ tokens }) => tokens.map(({ start: _start, end: _end, ...said }) => said))

test('whatever was typed, taking a condition off leaves the others as they were', () => {
  fc.assert(
    fc.property(query, (q) => {
      const before = parseQuery(q, names)
      const groups = queryGroups(q, names)
      for (const chip of searchChips(q, names)) {
        const rest = withoutChip(q, chip)
        const left = groups.filter(({ start }) => !chip.at.some((off) => off.start === start))
        expect(meaning(queryGroups(rest, names))).toEqual(meaning(left))
        const folderOff = before.inFolder !== null && chip.text === `In: ${before.inFolder}`
        expect(parseQuery(rest, names).inFolder).toBe(folderOff ? null : before.inFolder)
      }
    }),
    { numRuns: 2_000 },
  )
})
