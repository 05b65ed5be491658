/** Base64 (RFC 2045 §6.8) as senders and gateways leave it. */
import { type ByteDecoder, isLineEnd, joined, NOTHING } from './byte-decoder.ts'
import { byteStringOf } from './byte-string.ts'

const BASE64 = new Int8Array(256).fill(-1)
for (const [value, char] of [
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
].entries()) {
  BASE64[char.charCodeAt(0)] = value
}

function valueAt(piece: Uint8Array, at: number): number {
  return BASE64[piece[at] ?? 0] ?? -1
}

function pureDecoder(): ByteDecoder {
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

/** So much is held back at most, to see whether it is base64. */
const FIRST_LINE = 1000

/** Base64 has no words: what begins with a line of four of them, with signs that it doesn't know, was never encoded. */
function isProse(line: string): boolean {
  return /[^a-z0-9+/=\s]/i.test(line) && line.trim().split(/\s+/).length >= 4
}

/** Decodes base64, except where the label is wrong. */
export function base64Decoder(): ByteDecoder {
  let held: Uint8Array = NOTHING
  let chosen: ByteDecoder | null = null
  const choose = (bytes: Uint8Array): ByteDecoder => {
    const line = /\S.*/.exec(byteStringOf(bytes.subarray(0, FIRST_LINE)))?.[0] ?? ''
    return isProse(line) ? { write: (bytes) => bytes, end: () => NOTHING } : pureDecoder()
  }
  return {
    write(piece) {
      if (chosen) return chosen.write(piece)
      held = joined(held, piece)
      // The first line that is not empty ends here, or is too long to wait for.
      const start = held.findIndex((byte) => byte > 0x20 && byte !== 0xa0)
      if (held.length < FIRST_LINE && (start < 0 || held.indexOf(0x0a, start) < 0)) return NOTHING
      chosen = choose(held)
      return chosen.write(held)
    },
    end() {
      if (chosen) return chosen.end()
      chosen = choose(held)
      return joined(chosen.write(held), chosen.end())
    },
  }
}
