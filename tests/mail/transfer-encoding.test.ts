import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodedSize, decodeTransfer, transferDecoder } from '#lib/mail/transfer-encoding.ts'

const decode = (text: string, encoding: string) =>
  Buffer.from(decodeTransfer(Buffer.from(text, 'latin1'), encoding)).toString('latin1')

test('base64 is read through line ends, junk, padding in the middle and a missing end', () => {
  expect(decode('aGVs\r\nbG8=', 'base64')).toBe('hello')
  expect(decode('aGVs*bG8', 'BASE64 ')).toBe('hello')
  expect(decode('aGVsbG8=\r\nIHdvcmxk', 'base64')).toBe('hello world')
  expect(decode('aGVsbG8= not this\r\nIHdvcmxk', 'base64')).toBe('hello world')
  expect(decode('a', 'base64')).toBe('')
})

test('quoted-printable keeps what is no escape', () => {
  expect(decode('a=3Db=\r\nc=C3=A4 \t\r\n=zz=4=\n!', 'quoted-printable')).toBe('a=bc\xc3\xa4\r\n=zz=4!')
  expect(decode('soft = \r\nbreak', 'Quoted-Printable')).toBe('soft break')
  expect(decode('end=', 'quoted-printable')).toBe('end')
})

test('uuencode is read from begin to end', () => {
  const text = 'before\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nafter\r\n'
  expect(decode(text, 'x-uuencode')).toBe('Cat')
})

test('what is no encoding passes as it is, and odd spellings are understood', () => {
  expect(decode('a=3D', '7bit')).toBe('a=3D')
  expect(decode('a=3D', 'nonsense')).toBe('a=3D')
  expect(decode('YQ==', 'base64;')).toBe('a')
  expect(decode('YQ==', '"base64" (yes)')).toBe('a')
})

const encodings = fc.constantFrom('base64', 'quoted-printable', 'x-uuencode', '8bit')
const alphabet = fc.constantFrom(...'=\r\n \tA3Zz"\0`#'.split(''), 'begin 644 x\r\n', '=\r\n', '=41')

test('decoding piece by piece is decoding the whole', () => {
  fc.assert(
    fc.property(encodings, fc.array(fc.string({ unit: alphabet }), { maxLength: 12 }), (encoding, texts) => {
      const pieces = texts.map((text) => new Uint8Array(Buffer.from(text, 'latin1')))
      const decoder = transferDecoder(encoding)
      const decoded = pieces.map((piece) => Buffer.from(decoder.write(piece)))
      decoded.push(Buffer.from(decoder.end()))
      expect(Buffer.concat(decoded)).toEqual(Buffer.from(decodeTransfer(Buffer.concat(pieces), encoding)))
    }),
  )
})

test('any bytes come back from base64, and their number is told from the encoded size', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      const encoded = `${(
        Buffer.from(bytes)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\r\n')}`
      expect(Buffer.from(decodeTransfer(Buffer.from(encoded), 'base64'))).toEqual(Buffer.from(bytes))
      expect(Math.abs(decodedSize(encoded.length, 'base64') - bytes.length)).toBeLessThanOrEqual(3)
    }),
  )
})

test('a line that never ends is decoded in bounded pieces', () => {
  const decoder = transferDecoder('quoted-printable')
  const piece = new Uint8Array(Buffer.from('=41'.repeat(30_000)))
  let length = 0
  for (let at = 0; at < 20; at++) length += decoder.write(piece).length
  expect(length + decoder.end().length).toBe(600_000)
})
