/** uuencode: a transfer encoding of old mail, and files that were pasted into its texts. */
import { type ByteDecoder, lineDecoder } from './byte-decoder.ts'

/** One uuencoded line → its bytes; `begin`, `end` and what is no uuencode give none. */
function decodeUuLine(line: Uint8Array, out: number[]): void {
  const announced = ((line[0] ?? 0x20) - 0x20) & 0x3f
  for (let at = 1, left = announced; left > 0; at += 4, left -= 3) {
    const value = (offset: number) => ((line[at + offset] ?? 0x20) - 0x20) & 0x3f
    const word = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3)
    for (let byte = 0; byte < Math.min(3, left); byte++) out.push((word >> (16 - 8 * byte)) & 0xff)
  }
}

/** Decodes the first file from `begin` to `end`, and those behind it. */
export function uuDecoder(): ByteDecoder {
  let inside = false
  return lineDecoder((bytes) => {
    const out: number[] = []
    for (let at = 0; at < bytes.length; ) {
      const feed = bytes.indexOf(0x0a, at)
      const end = feed < 0 ? bytes.length : feed
      const line = bytes.subarray(at, bytes[end - 1] === 0x0d ? end - 1 : end)
      const word = String.fromCharCode(...line.subarray(0, 6))
      if (!inside) inside = word === 'begin '
      else if (word.startsWith('end') && line.length <= 4) inside = false
      else decodeUuLine(line, out)
      at = end + 1
    }
    return Uint8Array.from(out)
  })
}

/** A file that was pasted into a text: `start` and `end` are where its lines are. */
export type UuencodedFile = { name: string; start: number; end: number }

const BEGIN = /^begin 0?[0-7]{3} (\S.{0,254})$/
const MOST_FILES = 100

/** True for a line that says how many bytes it holds, and holds about so many. */
function isUuLine(line: string): boolean {
  const announced = ((line.charCodeAt(0) || 0x20) - 0x20) & 0x3f
  const least = Math.ceil((announced * 4) / 3)
  // Trailing spaces stand for zeros and get lost on the way; some add a check character.
  return /^[ -`]+$/.test(line) && line.length <= 4 * Math.ceil(announced / 3) + 2 && line.length >= least - 4
}

/**
 * Files between `begin 644 name` and `end`, in order. Only what is uuencode line for line counts: a text may speak of
 * it. yEnc is none: its bytes do not survive as text.
 */
export function uuencodedFiles(text: string): UuencodedFile[] {
  const files: UuencodedFile[] = []
  let file: { name: string; start: number; lines: number } | null = null
  for (let at = 0; at < text.length && files.length < MOST_FILES; ) {
    const feed = text.indexOf('\n', at)
    const next = feed < 0 ? text.length : feed + 1
    const line = text.slice(at, Math.min(feed < 0 ? next : feed, at + 300)).replace(/\r$/, '')
    const begin = BEGIN.exec(line)
    if (begin?.[1]) file = { name: begin[1], start: at, lines: 0 }
    else if (file && line.trimEnd() === 'end' && file.lines > 0) {
      files.push({ name: file.name, start: file.start, end: next })
      file = null
    } else if (file && (isUuLine(line) || line === '')) file.lines += line === '' ? 0 : 1
    else file = null
    at = next
  }
  return files
}

/** The text without these files. */
export function withoutFiles(text: string, files: readonly UuencodedFile[]): string {
  let from = 0
  let rest = ''
  for (const { start, end } of files) {
    rest += text.slice(from, start)
    from = end
  }
  return rest + text.slice(from)
}
