import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textPieces } from '#lib/mail/plain-text.ts'

const links = (text: string) =>
  textPieces(text).flatMap(({ text: shown, href }) => (href ? [[shown, href]] : []))

test('addresses become links, the punctuation around them does not', () => {
  expect(links('See https://a.example/x, or (http://b.example/y).')).toEqual([
    ['https://a.example/x', 'https://a.example/x'],
    ['http://b.example/y', 'http://b.example/y'],
  ])
  expect(links('https://en.wikipedia.example/wiki/Door_(disambiguation)')).toHaveLength(1)
  expect(links('www.a.example/x')).toEqual([['www.a.example/x', 'https://www.a.example/x']])
  expect(links('write to mara@lindqvist.example.')).toEqual([
    ['mara@lindqvist.example', 'mailto:mara@lindqvist.example'],
  ])
})

test('nothing but http, https and mailto becomes a link', () => {
  expect(links('javascript:alert(1) data:text/html,x file:///x ftp://a.example/ xhttps://a.example')).toEqual(
    [],
  )
})

test('no character is lost or added', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'> \n.@:/wahtps()[]é日') }), (text) => {
      expect(
        textPieces(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text)
    }),
  )
})

test('a megabyte of dots and signs is read in time', () => {
  for (const text of [
    'a.'.repeat(5e5),
    '@'.repeat(1e6),
    'http://'.repeat(1e5),
    'a@'.repeat(3e5),
    '('.repeat(1e6),
  ]) {
    expect(
      textPieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  }
})
