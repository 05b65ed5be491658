/** Messages as they would be after accidents and bad intentions. */
import type { Random } from './random.ts'

type Mutation = (raw: Buffer, random: Random) => Buffer

/** No mutant is larger: the run is about shapes; sizes have tests of their own. */
const LARGEST = 1_500_000

const CHARSETS = ['utf-8', 'iso-2022-jp', 'gb18030', 'big5', 'euc-kr', 'koi8-r', 'utf-7', 'utf-16', 'hex', '']
const ENCODINGS = ['base64', 'quoted-printable', '7bit', 'binary', 'x-uuencode', 'base64;x', '']
const WORDS = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\r',
  '\0',
  '--',
  '"',
  '\\',
  '(',
  ')',
  '<',
  '>',
  ';',
  ':',
  ',',
  '@',
  '=?utf-8?B?',
  '=?big5?Q?=A1',
  '?=',
  '=?=',
  '\x1b$B',
  '\xff\xfe',
  'begin 644 a\r\n',
  'boundary=',
  'filename*0*=',
  'Content-Type: ',
  'From: ',
]

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const spot = (raw: Buffer, random: Random) => random.below(raw.length + 1)

function splice(raw: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([raw.subarray(0, at), insert, raw.subarray(at + remove)])
}

function linesOf(raw: Buffer): string[] {
  return raw.toString('latin1').split(/(?<=\n)/)
}

function swap(raw: Buffer, pattern: RegExp, by: string): Buffer {
  return latin1(raw.toString('latin1').replaceAll(pattern, (_, before: string) => before + by))
}

function wrapped(raw: Buffer, depth: number, type: (boundary: string) => string): Buffer {
  let body = raw
  for (let at = 0; at < depth; at++) {
    const boundary = `w${at}-x`
    body = Buffer.concat([
      latin1(`Content-Type: ${type(boundary)}\r\n\r\n--${boundary}\r\n`),
      body,
      latin1(`\r\n--${boundary}--\r\n`),
    ])
  }
  return body
}

function boundaryOf(raw: Buffer): string {
  return /boundary="?([^"\s;]{1,70})/i.exec(raw.toString('latin1'))?.[1] ?? 'b'
}

const MUTATIONS: readonly Mutation[] = [
  // Bytes turned over, one or many.
  (raw, random) => {
    const bytes = Buffer.from(raw)
    for (let left = 1 + random.below(20); left > 0; left--) {
      const at = random.below(bytes.length)
      bytes[at] = random.below(256)
    }
    return bytes
  },
  (raw, random) => splice(raw, spot(raw, random), 0, latin1(random.pick(WORDS))),
  (raw, random) => splice(raw, spot(raw, random), 0, latin1(random.pick(WORDS).repeat(5_000))),
  // Cut off, and with a hole.
  (raw, random) => raw.subarray(0, spot(raw, random)),
  (raw, random) => splice(raw, spot(raw, random), random.below(2_000), Buffer.alloc(0)),
  // A line again, in another place: repeated headers, boundaries where none belong.
  (raw, random) => {
    const lines = linesOf(raw)
    lines.splice(random.below(lines.length), 0, random.pick(lines))
    return latin1(lines.join(''))
  },
  (raw, random) => splice(raw, 0, 0, latin1(`${random.pick(['Subject', 'From', 'Date', 'To'])}: again\r\n`)),
  (raw, random) => {
    const line = `\r\n--${boundaryOf(raw)}${random.pick(['', '--', 'x'])}\r\n`
    return splice(raw, spot(raw, random), 0, latin1(line.repeat(1 + random.below(200))))
  },
  (raw, random) => wrapped(raw, 1 + random.below(120), (name) => `multipart/mixed; boundary=${name}`),
  (raw, random) => wrapped(raw, 1 + random.below(20), (name) => `multipart/alternative; boundary=${name}`),
  (raw, random) => {
    let body = raw
    for (let left = 1 + random.below(40); left > 0; left--)
      body = Buffer.concat([latin1('Content-Type: message/rfc822\r\n\r\n'), body])
    return body
  },
  (raw, random) => splice(raw, spot(raw, random), 0, Buffer.alloc(random.below(200_000), random.pick(WORDS))),
  (raw, random) => swap(raw, /(charset="?)[\w-]+/gi, random.pick(CHARSETS)),
  (raw, random) => swap(raw, /(Content-Transfer-Encoding: *)\S+/gi, random.pick(ENCODINGS)),
  (raw) => latin1(raw.toString('latin1').replaceAll('\r\n', '\n')),
]

/** A message with one to four accidents. */
export function mutate(raw: Buffer, random: Random): Buffer {
  let mutant = raw.length > 0 ? raw : latin1('\r\n')
  for (let left = 1 + random.below(4); left > 0; left--) {
    const next = random.pick(MUTATIONS)(mutant, random)
    if (next.length > 0 && next.length <= LARGEST) mutant = next
  }
  return mutant
}
