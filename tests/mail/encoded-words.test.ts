import { expect, test } from 'vitest'
import { byteStringOf, bytesOf } from '#lib/mail/byte-string.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'

test('RFC 2047 §8: the examples of the standard', () => {
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a?=)')).toBe('(a)')
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a?= b)')).toBe('(a b)')
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)')).toBe('(ab)')
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a?=   \t =?ISO-8859-1?Q?b?=)')).toBe('(ab)')
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a_b?=)')).toBe('(a b)')
  expect(decodeHeaderText('(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)')).toBe('(a b)')
})

test('a character cut in two by its sender comes out whole', () => {
  expect(decodeHeaderText('=?UTF-8?Q?=E3=81?= =?UTF-8?Q?=93?=')).toBe('こ')
  expect(decodeHeaderText('=?UTF-8?B?44E=?= =?utf-8?B?kw==?=')).toBe('こ')
  expect(decodeHeaderText('=?UTF-8?B?44GT4?= =?UTF-8?B?4KT?=')).toBe('こん')
  expect(decodeHeaderText('=?UTF-8?Q?=E3=81?= =?UTF-8?B?kw==?=')).toBe('こ')
})

test('every charset that senders use is read', () => {
  expect(decodeHeaderText('=?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=')).toBe('日本語')
  expect(decodeHeaderText('=??Q?caf=C3=A9?= =??B?YQ==?=')).toBe('caféa')
  expect(decodeHeaderText('=?koi8-r?B?8NLJ18XU?=')).toBe('Привет')
  expect(decodeHeaderText('=?gb2312?B?xOO6ww==?=')).toBe('你好')
  expect(decodeHeaderText('=?big5?B?p0Gmbg==?=')).toBe('你好')
  expect(decodeHeaderText('=?ks_c_5601-1987?B?vsiz5w==?=')).toBe('안녕')
  expect(decodeHeaderText('=?utf-7?Q?+AGEA5A-?=')).toBe('aä')
  expect(decodeHeaderText('=?utf-8*de?Q?=C3=A4?=')).toBe('ä')
})

test('what is wrong with a word is tolerated', () => {
  expect(decodeHeaderText('=?NONE?B?VEVTVA=?=')).toBe('TEST')
  expect(decodeHeaderText('=?utf-8?Q?a b?=')).toBe('a b')
  expect(decodeHeaderText('=?utf-8?Q?50=_off=ZZ?=')).toBe('50= off=ZZ')
  expect(decodeHeaderText('Re:=?utf-8?q?x?=y')).toBe('Re:xy')
  expect(decodeHeaderText('=?utf-8?X?abc?=')).toBe('=?utf-8?X?abc?=')
  expect(decodeHeaderText('=?utf-8?Q?never ends')).toBe('=?utf-8?Q?never ends')
  expect(decodeHeaderText('=?utf-8?Q?end ?=')).toBe('end')
})

test('raw 8-bit text is read as UTF-8 where it can be, else guessed', () => {
  expect(decodeHeaderText(byteStringOf(new TextEncoder().encode('Grüße 你好')))).toBe('Grüße 你好')
  expect(decodeHeaderText('Gr\xfc\xdfe')).toBe('Grüße')
  expect(decodeHeaderText('schon decodiert: 你好')).toBe('schon decodiert: 你好')
})

test('an encoded line end stays on its line', () => {
  expect(decodeHeaderText('=?utf-8?Q?a=0D=0ABcc=3A_b?=')).toBe('a Bcc: b')
  expect(decodeHeaderText('a\tb\0c')).toBe('a bc')
})

test('a byte string gives back its bytes', () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, at) => at % 256)
  expect(bytesOf(byteStringOf(bytes))).toEqual(bytes)
})
