/** Bytes decoded while they flow, in pieces of any size. */

/** Takes encoded pieces, gives decoded ones. `end` gives what was held back. */
export type ByteDecoder = {
  write(piece: Uint8Array): Uint8Array
  end(): Uint8Array
}

/** No bytes. */
export const NOTHING = new Uint8Array(0)

/** CR or LF. */
export function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d
}

/** Space or tab. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09
}

/** Both, one behind the other. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

/** Passes whole lines to `decode`; a line longer than 64 KiB is cut where no escape can be. */
export function lineDecoder(decode: (lines: Uint8Array) => Uint8Array): ByteDecoder {
  let held: Uint8Array = NOTHING
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
