import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decodeCharset } from '#lib/mail/charset.ts'
import { guessCharset } from '#lib/mail/charset-guess.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

const SAMPLES: readonly (readonly [string, string])[] = [
  ['shift_jis', '明日の会議は午後三時からです。よろしくお願いします。'],
  ['euc-jp', '明日の会議は午後三時からです。よろしくお願いします。'],
  ['cp949', '내일 회의는 오후 세 시에 시작합니다. 감사합니다.'],
  ['koi8-r', 'Завтра встреча начнётся в три часа. Спасибо за внимание.'],
  ['windows-1251', 'Завтра встреча начнётся в три часа. Спасибо за внимание.'],
  ['gb18030', '明天的会议下午三点开始，请大家准时参加。谢谢你们的支持，我们会再联系。'],
  ['big5', '明天的會議下午三點開始，請大家準時參加。謝謝你們的支持，我們會再聯絡。'],
  ['windows-1252', 'Grüße aus München, à bientôt, señor'],
]

test.each(SAMPLES)('unlabelled %s is recognised', (charset, text) => {
  const bytes = iconv.encode(text, charset)
  expect(guessCharset(bytes)).toBe(charset)
  expect(decodeCharset(bytes, null)).toBe(text)
  expect(decodeCharset(bytes, 'us-ascii')).toBe(text)
  expect(decodeCharset(bytes, 'x-no-such-charset')).toBe(text)
})

test('names are taken in every spelling, and for the superset that senders mean', () => {
  expect(decodeCharset(Uint8Array.of(0x93, 0x68, 0x69, 0x94), ' "ISO-8859-1" ')).toBe('“hi”')
  expect(decodeCharset(iconv.encode('朱镕基', 'gbk'), 'GB2312')).toBe('朱镕基')
  expect(decodeCharset(iconv.encode('㈱①', 'cp932'), 'Shift_JIS')).toBe('㈱①')
  expect(decodeCharset(iconv.encode('똠방각하', 'cp949'), 'euc-kr')).toBe('똠방각하')
  expect(decodeCharset(utf8('ä'), "UTF-8'de'")).toBe('ä')
})

test('seven-bit Asian charsets are read, labelled or not', () => {
  const jis = Buffer.from('\x1b$BF|K\\8l\x1b(B ok', 'latin1')
  expect(decodeCharset(jis, 'ISO-2022-JP')).toBe('日本語 ok')
  expect(decodeCharset(jis, 'us-ascii')).toBe('日本語 ok')
  expect(decodeCharset(Buffer.from('\x1b$)C\x0e>H3g\x0f ok', 'latin1'), 'iso-2022-kr')).toBe('안녕 ok')
  expect(decodeCharset(Buffer.from('~{<:Ky2;~} ~~ ok', 'latin1'), 'hz-gb-2312')).toBe('己所不 ~ ok')
})

test('UTF-8 with a scar keeps what is whole, and a false claim of UTF-8 is seen through', () => {
  expect(decodeCharset(Uint8Array.of(...utf8('Grüße, schöner Tag'), 0xff), 'utf-8')).toBe(
    'Grüße, schöner Tag\ufffd',
  )
  expect(decodeCharset(iconv.encode('Grüße', 'windows-1252'), 'utf-8')).toBe('Grüße')
})

test('bytes that were cut inside a character are UTF-8 all the same', () => {
  const bytes = utf8('Größe 你好')
  expect(decodeCharset(bytes.subarray(0, -1), null, true)).toBe('Größe 你')
})

test('a name that is no charset is none, whatever it is called', () => {
  for (const label of [
    'base64',
    'hex',
    'constructor',
    '__proto__',
    'toString',
    '',
    '\0',
    'x'.repeat(10_000),
  ]) {
    expect(decodeCharset(utf8('Grüße'), label)).toBe('Grüße')
  }
  expect(decodeCharset(utf8('Grüße'), 'iso-2022-jp')).toBe('Grüße')
})
