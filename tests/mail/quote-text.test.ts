import fc from 'fast-check'
import { expect, test } from 'vitest'
import { quoteText } from '#lib/mail/quote-text.ts'

test.each([
  ['Hello\n\nyou', '> Hello\n>\n> you'],
  ['> earlier\n>> before that\nnow', '>> earlier\n>>> before that\n> now'],
  ['\n\nHello \n', '> Hello'],
  ['Hello\n-- \nAda\nTelephone', '> Hello'],
  ['-- \n> what you said\nyes', '> --\n>> what you said\n> yes'],
  [' \n', ''],
])('%j is quoted as %j', (text, quoted) => {
  expect(quoteText(text)).toBe(quoted)
})

test('every line of a quotation is marked, and none seems to flow on', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('', ' ', 'word ', '> quoted', '-- ', '\r')), (lines) => {
      const quoted = quoteText(lines.join('\n'))
      for (const line of quoted === '' ? [] : quoted.split('\n')) expect(line).toMatch(/^>(?:.*\S)?$/)
    }),
  )
})
