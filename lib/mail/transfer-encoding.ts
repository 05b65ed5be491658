/**
 * Content-Transfer-Encoding (RFC 2045 §6) taken off, whole or piece by piece, forgivingly: what can't be decoded is
 * skipped (base64) or kept as it is (quoted-printable), never an error.
 */
import { base64Decoder } from './base64.ts'
import { type ByteDecoder, isBlank, isLineEnd, joined, lineDecoder, NOTHING } from './byte-decoder.ts'
import { uuDecoder } from './uuencode.ts'

const HEX = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value++) {
  HEX[value.toString(16).charCodeAt(0)] = value
  HEX[value.toString(16).toUpperCase().charCodeAt(0)] = value
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

/** The encoding's plain name: parameters, spaces and comments that some write behind it are dropped. */
function nameOf(encoding: string): string {
  return /^[\s"]*([a-z0-9-]*)/i.exec(encoding)?.[1]?.toLowerCase() ?? ''
}

/** A decoder for one part. What isn't known (`7bit`, `8bit`, `binary`, nonsense) passes as it is. */
export function transferDecoder(encoding: string): ByteDecoder {
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

/** True where nothing is to be taken off and the size is the true one. */
export function isPlainEncoding(encoding: string): boolean {
  return /^(?:7bit|8bit|binary)$/.test(nameOf(encoding))
}

/** True for the two that every server knows how to take off (RFC 2045 §6.7, §6.8). */
export function isStandardEncoding(encoding: string): boolean {
  return /^(?:base64|quoted-printable)$/.test(nameOf(encoding))
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
