import { expect, test } from 'vitest'
import { parameterOf } from '#lib/mail/mime-parameters.ts'

const nameOf = (...pairs: [string, string][]) => parameterOf(new Map(pairs), 'filename')

test('RFC 2231: charset, continuations in any order, and the mixture of both', () => {
  expect(nameOf(['filename*', "utf-8'en'%e2%82%ac%20rates.pdf"])).toBe('€ rates.pdf')
  expect(nameOf(['filename*1', 'two.txt'], ['filename*0', 'one-'])).toBe('one-two.txt')
  expect(
    nameOf(['filename*0*', "iso-8859-1''Gr%FC"], ['filename*1*', '%DFe'], ['filename*2', '%41.txt']),
  ).toBe('Grüße%41.txt')
  expect(nameOf(['filename*10', 'c'], ['filename*2', 'b'], ['filename*0', 'a'])).toBe('abc')
})

test('the extended form wins over the plain one', () => {
  expect(nameOf(['filename', 'EURO.pdf'], ['filename*', "UTF-8''%E2%82%AC.pdf"])).toBe('€.pdf')
})

test('a multi-byte character may be cut between two sections', () => {
  expect(nameOf(['filename*0*', "utf-8''%E2%82"], ['filename*1*', '%AC.txt'])).toBe('€.txt')
})

test('what senders write in its place is read too', () => {
  expect(nameOf(['filename', '=?utf-8?B?4oKsLnR4dA==?='])).toBe('€.txt')
  expect(nameOf(['filename', '=?utf-8?Q?=E2=82?= =?utf-8?Q?=AC.txt?='])).toBe('€.txt')
  expect(nameOf(['filename', 'Gr\xc3\xbc\xc3\x9fe.txt'])).toBe('Grüße.txt')
  expect(nameOf(['filename', 'Gr\xfc\xdfe.txt'])).toBe('Grüße.txt')
  expect(nameOf(['filename*', '%E2%82%AC.txt'])).toBe('€.txt')
  expect(nameOf(['filename*0', '=?utf-8?Q?=E2=82?='], ['filename*1', ' =?utf-8?Q?=AC?='])).toBe('€')
})

test('what is not there is null', () => {
  expect(nameOf(['name', 'x'])).toBeNull()
  expect(nameOf(['filenamer*0', 'x'])).toBeNull()
  expect(nameOf(['filename*x', 'y'])).toBeNull()
})
