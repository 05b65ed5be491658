import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HAS_ATTACHMENT, parseQuery } from '#lib/mail/search-grammar.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'

/** A word, wherever it may stand. */
const text = (value: string): SearchTerm => ({ kind: 'anywhere', value, exact: false })
const phrase = (value: string): SearchTerm => ({ kind: 'anywhere', value, exact: true })
const not = (term: SearchTerm): SearchTerm => ({ kind: 'not', term })
const and = (...terms: SearchTerm[]): SearchTerm => ({ kind: 'and', terms })
const or = (...terms: SearchTerm[]): SearchTerm => ({ kind: 'or', terms })
const termOf = (q: string) => parseQuery(q).term

describe('words', () => {
  test('nothing typed is everything', () => {
    for (const q of ['', '   ', '\r\n', '\0'])
      expect(parseQuery(q)).toEqual({ term: { kind: 'all' }, inFolder: null })
  })

  test('words are ANDed and looked for in subject, sender, recipients and body', () => {
    expect(termOf('lunch')).toEqual(text('lunch'))
    expect(termOf('lunch  friday')).toEqual(and(text('lunch'), text('friday')))
  })

  test('a phrase keeps its spaces', () => {
    expect(termOf('"see you  soon" bye')).toEqual(and(phrase('see you  soon'), text('bye')))
  })

  test("a phone's curly quotes are quotes", () => {
    expect(termOf('“see you” from:“Ada L”')).toEqual(and(phrase('see you'), { kind: 'from', value: 'Ada L' }))
  })

  test('a minus sign negates a word, a phrase and a key', () => {
    expect(termOf('-lunch')).toEqual(not(text('lunch')))
    expect(termOf('-"see you"')).toEqual(not(phrase('see you')))
    expect(termOf('-from:ada')).toEqual(not({ kind: 'from', value: 'ada' }))
    expect(termOf('-has:attachment')).toEqual(not(HAS_ATTACHMENT))
  })

  test('a minus sign within a word or alone is a character', () => {
    expect(termOf('e-mail')).toEqual(text('e-mail'))
    expect(termOf('- x')).toEqual(and(text('-'), text('x')))
    expect(termOf('--x')).toEqual(not(text('-x')))
  })

  test('words of any script come through, composed', () => {
    expect(termOf('Grüße 会議')).toEqual(and(text('Grüße'), text('会議')))
    expect(termOf('Gru\u0308ße')).toEqual(text('Grüße'))
    expect(termOf('会議　予定')).toEqual(and(text('会議'), text('予定')))
  })
})

describe('OR', () => {
  test('binds tighter than AND', () => {
    expect(termOf('a b OR c d')).toEqual(and(text('a'), or(text('b'), text('c')), text('d')))
  })

  test('chains, and takes keys and negations', () => {
    expect(termOf('from:a OR -b OR "c d"')).toEqual(
      or({ kind: 'from', value: 'a' }, not(text('b')), phrase('c d')),
    )
  })

  test('without a neighbour it is a word, and so is it in small letters or quotes', () => {
    expect(termOf('OR')).toEqual(text('OR'))
    expect(termOf('OR a')).toEqual(and(text('OR'), text('a')))
    expect(termOf('a OR')).toEqual(and(text('a'), text('OR')))
    expect(termOf('a or b')).toEqual(and(text('a'), text('or'), text('b')))
    expect(termOf('a "OR" b')).toEqual(and(text('a'), phrase('OR'), text('b')))
    expect(termOf('a OR OR b')).toEqual(and(or(text('a'), text('OR')), text('b')))
  })
})

describe('keys', () => {
  test('look in one field', () => {
    for (const kind of ['from', 'to', 'cc', 'subject', 'body', 'filename'] as const) {
      expect(termOf(`${kind}:x`)).toEqual({ kind, value: 'x' })
      expect(termOf(`${kind.toUpperCase()}:"x y"`)).toEqual({ kind, value: 'x y' })
    }
  })

  test('has:attachment is the keyword or the header', () => {
    expect(termOf('has:attachment')).toEqual(
      or(
        { kind: 'flag', flag: '$HasAttachment', on: true },
        { kind: 'header', name: 'Content-Type', value: 'multipart/mixed' },
      ),
    )
  })

  test('is: and keyword: ask for flags', () => {
    expect(termOf('is:unread')).toEqual({ kind: 'flag', flag: '\\Seen', on: false })
    expect(termOf('is:Read')).toEqual({ kind: 'flag', flag: '\\Seen', on: true })
    expect(termOf('is:flagged')).toEqual({ kind: 'flag', flag: '\\Flagged', on: true })
    expect(termOf('is:answered')).toEqual({ kind: 'flag', flag: '\\Answered', on: true })
    expect(termOf('is:draft')).toEqual({ kind: 'flag', flag: '\\Draft', on: true })
    expect(termOf('keyword:$Forwarded')).toEqual({ kind: 'flag', flag: '$Forwarded', on: true })
  })

  test('days and sizes', () => {
    expect(termOf('before:2024-02-29')).toEqual({ kind: 'sentBefore', day: '2024-02-29' })
    expect(termOf('after:2024-01-01')).toEqual({ kind: 'sentSince', day: '2024-01-01' })
    expect(termOf('on:2024-01-01')).toEqual({ kind: 'sentOn', day: '2024-01-01' })
    expect(termOf('larger:5M')).toEqual({ kind: 'larger', bytes: 5 * 2 ** 20 })
    expect(termOf('smaller:20k')).toEqual({ kind: 'smaller', bytes: 20_480 })
    expect(termOf('larger:1000')).toEqual({ kind: 'larger', bytes: 1000 })
    expect(termOf('larger:9000000M')).toEqual({ kind: 'larger', bytes: 4_294_967_295 })
  })

  test('in: names a folder and is no term; the last one counts', () => {
    expect(parseQuery('in:work x')).toEqual({ term: text('x'), inFolder: 'work' })
    expect(parseQuery('in:"Clients/Bright & Söns"')).toEqual({
      term: { kind: 'all' },
      inFolder: 'Clients/Bright & Söns',
    })
    expect(parseQuery('in:a in:b').inFolder).toBe('b')
  })
})

test('what cannot be parsed is searched for as it was typed', () => {
  const odd = [
    'from:',
    'from:""',
    'before:garbage',
    'before:2024-02-30',
    'before:2024-2-3',
    'after:0000-01-01',
    'on:',
    'larger:x',
    'larger:-5',
    'larger:5G',
    'smaller:',
    'is:unknown',
    'is:',
    'has:wings',
    'keyword:\\Seen',
    'keyword:(x',
    'http://example.org/a?b',
    '10:30',
    'in:',
    '""',
    '"',
    '5"',
    ':',
    '*',
    '%',
    '\\',
    '{5}',
    '{5+}',
    ')',
    'x)',
    '~{3}',
    '"unbalanced',
  ]
  for (const q of odd) expect(parseQuery(q), q).toEqual({ term: text(q), inFolder: null })
  expect(parseQuery('-in:work')).toEqual({ term: not(text('in:work')), inFolder: null })
  expect(parseQuery('in:work OR x')).toEqual({ term: or(text('in:work'), text('x')), inFolder: null })
  expect(termOf('"see you')).toEqual(and(text('"see'), text('you')))
})

function valuesOf(term: SearchTerm): string[] {
  if (term.kind === 'and' || term.kind === 'or') return term.terms.flatMap(valuesOf)
  if (term.kind === 'not') return valuesOf(term.term)
  return 'value' in term ? [term.value] : []
}

const pieces = fc.constantFrom(
  ...[
    'OR',
    '-',
    '"',
    '“',
    ' ',
    '\r\n',
    '\0',
    '\u2028',
    'from:',
    'in:',
    'is:unread',
    'larger:',
    '5M',
    'x',
    '\\',
    '{3}',
    'é',
    '\ud800',
  ],
)

test('any string at all is parsed, and no value holds a control character or half a character', () => {
  const anyQuery = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(anyQuery, (q) => {
      const { term, inFolder } = parseQuery(q)
      for (const value of [...valuesOf(term), inFolder ?? 'x']) {
        expect(value).not.toBe('')
        expect(value).not.toMatch(/\p{Cc}/u)
        expect(value.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a phrase without quotes in it always comes back whole', () => {
  const phrase = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !/["“”„\p{Cc}]/u.test(text) && text.trim() !== '')
  fc.assert(
    fc.property(phrase, (words) => {
      expect(termOf(`subject:"${words}"`)).toEqual({ kind: 'subject', value: words.normalize('NFC').trim() })
    }),
  )
})
