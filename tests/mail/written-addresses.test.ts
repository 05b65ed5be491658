import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writtenAddresses } from '#lib/mail/written-addresses.ts'

const short = (text: string) => writtenAddresses(text).map(({ name, address }) => `${name}|${address}`)

test.each([
  ['ada@example.net', ['|ada@example.net']],
  ['Ada <ada@example.net>, bo@example.net', ['Ada|ada@example.net', '|bo@example.net']],
  [
    'a@x.example; b@x.example\nc@x.example\td@x.example',
    ['|a@x.example', '|b@x.example', '|c@x.example', '|d@x.example'],
  ],
  [
    'Doe, John <john@x.example>; Roe, Jane <jane@x.example>',
    ['Doe, John|john@x.example', 'Roe, Jane|jane@x.example'],
  ],
  ['"Doe, \\"J\\"; x" <john@x.example>', ['Doe, "J"; x|john@x.example']],
  ['Zoë Łuk <zoë@bücher.example>', ['Zoë Łuk|zoë@bücher.example']],
  ['mailto:a@x.example, A@x.example', ['|a@x.example']],
  ["'a@x.example' <a@x.example>", ['|a@x.example']],
  ['somebody', ['|somebody']],
  [' ,;\n', []],
])('%j is understood', (text, expected) => {
  expect(short(text)).toEqual(expected)
})

test('any number of plain addresses come back, each once, in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}@[a-z]{1,8}\.example$/)), (addresses) => {
      expect(writtenAddresses(addresses.join(', ')).map(({ address }) => address)).toEqual(addresses)
    }),
  )
})

test('no text makes it fail or invents a line end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      for (const { name, address } of writtenAddresses(text)) expect(`${name}${address}`).not.toMatch(/\r\n/)
    }),
  )
})
