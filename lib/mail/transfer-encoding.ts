/**
 * Content-Transfer-Encoding (RFC 2045 §6) taken off, whole or piece by piece, forgivingly: what can't be decoded is
 * skipped (base64) or kept as it is (quoted-printable), never an error.
 */

/** Takes encoded pieces, gives decoded ones. `end` gives what was held back. */
export type TransferDecoder = {
  write(piece: Uint8Array): Uint8Array
  end(): Uint8Array
}

const NOTHING = new Uint8Array(0)

const BASE64 = new Int8Array(256).fill(-1)
for (const [value, char] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
  BASE64[char.charCodeAt(0)] = value
}

const HEX = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value++) {
  HEX[value.toString(16).charCodeAt(0)] = value
  HEX[value.toString(16).toUpperCase().charCodeAt(0)] = value
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d
}

function valueAt(piece: Uint8Array, at: number): number {
  return BASE64[piece[at] ?? 0] ?? -1
}

function base64Decoder(): TransferDecoder {
  let bits = 0
  let held = 0
  let padded = false
  return {
    write(piece) {
      const out = new Uint8Array(Math.ceil((piece.length * 3) / 4) + 3)
      let length = 0
      for (let at = 0; at < piece.length; at++) {
        // Four characters at a time, as long as nothing is odd: a negative value makes all of `word` negative.
        while (held === 0 && !padded && at + 3 < piece.length) {
          const word =
            (valueAt(piece, at) << 18) |
            (valueAt(piece, at + 1) << 12) |
            (valueAt(piece, at + 2) << 6) |
            valueAt(piece, at + 3)
          if (word < 0) break
          out[length++] = word >> 16
          out[length++] = word >> 8
          out[length++] = word
          at += 4
        }
        const byte = piece[at]
        if (byte === undefined) break
        if (isLineEnd(byte)) padded = false
        if (byte === 0x3d && held > 0) {
          // The text ends here; on another line another one may begin (some encode piece by piece).
          padded = true
          held = 0
          bits = 0
        }
        const value = padded ? -1 : (BASE64[byte] ?? -1)
        if (value < 0) continue
        bits = ((bits << 6) | value) & 0xffff
        held += 6
        if (held >= 8) {
          held -= 8
          out[length++] = (bits >> held) & 0xff
        }
      }
      return out.subarray(0, length)
    },
    end: () => NOTHING,
  }
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}

/** `=` and what follows it, at `at` in `bytes`: the byte it stands for and how far it reaches. -1: a soft line break. */
function escapeAt(bytes: Uint8Array, at: number): { byte: number; length: number } {
  const high = HEX[bytes[at + 1] ?? 0] ?? -1
  const low = HEX[bytes[at + 2] ?? 0] ?? -1
  if (high >= 0 && low >= 0) return { byte: (high << 4) | low, length: 3 }
  let end = at + 1
  while (isBlank(bytes[end])) end++ // RFC 2045 §6.7 (3): padding added on the way
  if (bytes[end] === 0x0d && bytes[end + 1] === 0x0a) return { byte: -1, length: end + 2 - at }
  if (isLineEnd(bytes[end])) return { byte: -1, length: end + 1 - at }
  return end >= bytes.length ? { byte: -1, length: end - at } : { byte: 0x3d, length: 1 }
}

/** Decodes complete lines (or the last, unfinished one). */
function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0
    if (byte === 0x3d) {
      const found = escapeAt(bytes, at)
      if (found.byte >= 0) out[length++] = found.byte
      at += found.length
      continue
    }
    if (isBlank(byte)) {
      let end = at
      while (isBlank(bytes[end])) end++
      // White space at a line's end was added on the way (RFC 2045 §6.7 (3)).
      if (end < bytes.length && !isLineEnd(bytes[end])) while (at < end) out[length++] = bytes[at++] ?? 0
      at = end
      continue
    }
    out[length++] = byte
    at++
  }
  return out.subarray(0, length)
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** Passes whole lines to `decode`; a line longer than 64 KiB is cut where no escape can be. */
function lineDecoder(decode: (lines: Uint8Array) => Uint8Array): TransferDecoder {
  let held = NOTHING
  return {
    write(piece) {
      const bytes = joined(held, piece)
      let end = bytes.lastIndexOf(0x0a) + 1
      if (end === 0 && bytes.length > 65_536) {
        end = bytes.length - 3
        while (end > 0 && (isBlank(bytes[end - 1]) || bytes.subarray(end - 2, end).includes(0x3d))) end--
        if (end === 0) end = bytes.length
      }
      held = bytes.slice(end)
      return decode(bytes.subarray(0, end))
    },
    end: () => decode(held),
  }
}

/** One uuencoded line → its bytes; `begin`, `end` and what is no uuencode give none. */
function decodeUuLine(line: Uint8Array, out: number[]): void {
  const announced = ((line[0] ?? 0x20) - 0x20) & 0x3f
  for (let at = 1, left = announced; left > 0; at += 4, left -= 3) {
    const value = (offset: number) => ((line[at + offset] ?? 0x20) - 0x20) & 0x3f
    const word = (value(0) << 18) | (value(1) << 12) | (value(2) << 6) | value(3)
    for (let byte = 0; byte < Math.min(3, left); byte++) out.push((word >> (16 - 8 * byte)) & 0xff)
  }
}

function uuDecoder(): TransferDecoder {
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

/** The encoding's plain name: parameters, spaces and comments that some write behind it are dropped. */
function nameOf(encoding: string): string {
  return /^[\s"]*([a-z0-9-]*)/i.exec(encoding)?.[1]?.toLowerCase() ?? ''
}

/** A decoder for one part. What isn't known (`7bit`, `8bit`, `binary`, nonsense) passes as it is. */
export function transferDecoder(encoding: string): TransferDecoder {
  switch (nameOf(encoding)) {
    case 'base64':
      return base64Decoder()
    case 'quoted-printable':
      return lineDecoder(decodeQuotedPrintable)
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return uuDecoder()
    default:
      return { write: (piece) => piece, end: () => NOTHING }
  }
}

/** All of a part's bytes, decoded. */
export function decodeTransfer(bytes: Uint8Array, encoding: string): Uint8Array {
  const decoder = transferDecoder(encoding)
  return joined(decoder.write(bytes), decoder.end())
}

/** How many bytes a part of `size` encoded bytes decodes to, estimated where it can't be known. */
export function decodedSize(size: number, encoding: string): number {
  switch (nameOf(encoding)) {
    case 'base64': {
      // Lines of 76 characters and CRLF are what everybody writes: 57 bytes a line.
      const characters = size - 2 * Math.ceil(size / 78)
      return Math.max(0, Math.floor((characters * 3) / 4))
    }
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return Math.floor((size * 45) / 63)
    default:
      return size
  }
}
