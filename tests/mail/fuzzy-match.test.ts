import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folded, fuzzyMatch } from '#lib/mail/fuzzy-match.ts'

/** The marked letters in brackets. */
function marked(query: string, text: string): string | null {
  const match = fuzzyMatch(query, text)
  if (!match) return null
  let shown = ''
  let at = 0
  for (const [from, to] of match.spans) {
    shown += `${text.slice(at, from)}[${text.slice(from, to)}]`
    at = to
  }
  return shown + text.slice(at)
}

const best = (query: string, texts: string[]) =>
  texts
    .map((text) => ({ text, match: fuzzyMatch(query, text) }))
    .filter(({ match }) => match)
    .sort((a, b) => (b.match?.score ?? 0) - (a.match?.score ?? 0))
    .map(({ text }) => text)

test('letters are found in order, together or at the starts of words', () => {
  expect(marked('rec', 'Receipts')).toBe('[Rec]eipts')
  expect(marked('rcpts', 'Receipts')).toBe('[R]e[c]ei[pts]')
  expect(marked('cbs', 'Clients / Bright & Sons')).toBe('[C]lients / [B]right & [S]ons')
  expect(marked('right', 'Clients / Bright & Sons')).toBe('Clients / B[right] & Sons')
})

test('words are found in any order', () => {
  expect(marked('bright cl', 'Clients / Bright & Sons')).toBe('[Cl]ients / [Bright] & Sons')
})

test('a path may be typed with slashes', () => {
  expect(marked('cl/br', 'Clients / Bright & Sons')).toBe('[Cl]ients [/] [Br]ight & Sons')
})

test('case and accents do not count, and a marked letter keeps its accent', () => {
  expect(marked('MUNCHEN', 'Kunden / München')).toBe('Kunden / [München]')
  expect(marked('mü', 'Muster')).toBe('[Mu]ster')
  expect(marked('u', 'Mu\u0308nchen')).toBe('M[u\u0308]nchen')
  expect(marked('strasse', 'Straße')).toBe('[Straße]')
  expect(marked('lodz', 'Łódź')).toBe('[Łódź]')
  expect(folded('Żółw ＡＢＣ')).toBe('zolw abc')
})

test('any script is found, and a pair of surrogates is never torn', () => {
  expect(marked('日本', '旅行 / 日本')).toBe('旅行 / [日本]')
  expect(marked('🦊', 'Fox 🦊 den')).toBe('Fox [🦊] den')
})

test('what is missing or scattered is not found', () => {
  expect(fuzzyMatch('xyz', 'Receipts')).toBeNull()
  expect(fuzzyMatch('rect x', 'Receipts')).toBeNull()
  expect(fuzzyMatch('tlg', 'Newsletters / Lighthouse writing')).toBeNull()
})

test('the start of a word is better than its middle, and what stands together than what is apart', () => {
  expect(best('art', ['Quartz', 'Fine art'])).toEqual(['Fine art', 'Quartz'])
  expect(best('tra', ['Contract', 'Travel'])).toEqual(['Travel', 'Contract'])
})

test('an empty query finds everything and marks nothing', () => {
  expect(fuzzyMatch('  ', 'Receipts')).toEqual({ score: 0, spans: [] })
})

test('whatever is typed, spans are ordered, apart, inside the text and on whole characters', () => {
  const text = fc.string({ maxLength: 500, unit: 'binary' })
  fc.assert(
    fc.property(text, text, (query, name) => {
      const { spans } = fuzzyMatch(query, name) ?? { spans: [] }
      let end = -1
      for (const [from, to] of spans) {
        expect(from).toBeGreaterThan(end)
        expect(to).toBeGreaterThan(from)
        expect(to).toBeLessThanOrEqual(name.length)
        end = to
      }
    }),
  )
})

test('every part of a name finds it', () => {
  const name = 'Clients / Bright & Söns / Öffentliche Aufträge'
  fc.assert(
    fc.property(fc.nat(name.length - 1), fc.integer({ min: 1, max: 20 }), (from, length) => {
      expect(fuzzyMatch(name.slice(from, from + length), name)).not.toBeNull()
    }),
  )
})
