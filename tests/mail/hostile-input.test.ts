/** Every parser of strangers' bytes: never throws, and much of the worst takes no time. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddresses } from '#lib/mail/addresses.ts'
import { bytesOf } from '#lib/mail/byte-string.ts'
import { decodeCharset } from '#lib/mail/charset.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { safeFileName } from '#lib/mail/file-name.ts'
import { unwrapFlowed } from '#lib/mail/flowed-text.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { parseDate } from '#lib/mail/message-date.ts'
import { parseMessageIds } from '#lib/mail/message-ids.ts'
import { parseParameters } from '#lib/mail/mime-header.ts'
import { parameterOf } from '#lib/mail/mime-parameters.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { unpasted } from '#lib/mail/pasted-files.ts'
import { textPieces } from '#lib/mail/plain-text.ts'
import { previewOf } from '#lib/mail/preview.ts'
import { textBlocks } from '#lib/mail/text-blocks.ts'
import { decodeTransfer } from '#lib/mail/transfer-encoding.ts'
import { bodyPart } from './body-part.ts'

const part = (charset: string, encoding: string) =>
  bodyPart('1', 'text/html', { encoding, parameters: new Map([['charset', charset]]) })
const CHARSETS = ['utf-8', 'iso-2022-jp', 'iso-2022-kr', 'hz', 'gb18030', 'big5', 'utf-7', 'utf-16', '']

/** What reads a byte string. */
const PARSERS: readonly (readonly [string, (text: string) => unknown])[] = [
  ['addresses', parseAddresses],
  ['header text', decodeHeaderText],
  ['a header block', (text) => parseHeader(bytesOf(text))],
  ['a date', parseDate],
  ['message ids', parseMessageIds],
  ['parameters', (text) => [...parseParameters(`x/y; ${text}`)].map(([name]) => name)],
  ['an RFC 2231 name', (text) => parameterOf(parseParameters(`x/y; filename*0*=${text}`), 'filename')],
  ['a file name', safeFileName],
  ['a flowed text', (text) => unwrapFlowed(text, true)],
  ['pasted files', (text) => unpasted(bodyPart('1', 'text/plain'), `begin 644 a\n${text}`).files.length],
  ['a plain text', (text) => [textBlocks(text).length, textPieces(text).length]],
  ['a preview', (text) => previewOf(text, 'text/html')],
  ...['base64', 'quoted-printable', 'x-uuencode'].map(
    (encoding) => [encoding, (text: string) => decodeTransfer(bytesOf(text), encoding)] as const,
  ),
  ...CHARSETS.map(
    (charset) => [`charset ${charset}`, (text: string) => decodeCharset(bytesOf(text), charset)] as const,
  ),
  ['an HTML part', (text) => textOfPart(part('', '8bit'), bytesOf(text))],
]

const NASTY = [
  ...'()<>@,;:\\"[]?=_-+~*%\'\0\r\n\t >|{}&#'.split(''),
  '\r\n ',
  '=?',
  '?=',
  '=?utf-8?B?',
  '=?big5?Q?=A1',
  '=\r\n',
  '=41',
  '\x1b$B',
  '\x1b(B',
  '\x0e',
  '~{',
  '+AGE',
  '\xff\xfe',
  '\xe2\x82',
  'begin 644 x\n',
  'M'.repeat(61),
  'end\n',
  'a@b.c',
  'Subject:',
  '12:30',
  'Nov',
  '+0100',
  'http://a.b/',
  '<style>',
  '<meta charset=',
  '&nbsp;',
  "utf-8''%c3",
]

test.each(PARSERS)('%s: no input makes it throw', (_name, parse) => {
  const word = fc.oneof(fc.constantFrom(...NASTY), fc.string({ maxLength: 8, unit: 'binary-ascii' }))
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      parse(words.join(''))
    }),
    { numRuns: 300 },
  )
})

test.each(PARSERS)(
  '%s: the worst, over and over, is read without a halt',
  (name, parse) => {
    for (const word of NASTY) {
      const text = word.repeat(Math.ceil(100_000 / word.length))
      const before = process.cpuUsage()
      parse(text)
      const { user } = process.cpuUsage(before)
      // Far above what linear work takes anywhere, far below what quadratic work would.
      expect(user / 1e6, `${name} of ${JSON.stringify(word)}`).toBeLessThan(5)
    }
  },
  120_000,
)
