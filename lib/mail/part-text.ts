/** The text of a body part. */
import type { BodyPart } from './body-structure.ts'
import { decodeCharset } from './charset.ts'
import { parameterOf } from './mime-parameters.ts'
import { decodeTransfer, isPlainEncoding } from './transfer-encoding.ts'

/** What an HTML document says about its own charset, where the mail says nothing (HTML §13.2.3.2). */
function charsetOfHtml(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 2048))
  return /<meta[^>]{0,300}charset\s*=\s*["']?\s*([a-z0-9_:-]{1,40})/i.exec(head)?.[1] ?? null
}

/**
 * UTF-16 without a transfer encoding, as servers store it: they end lines with CR LF, and so put a byte into the middle
 * of a character. The CR of a line end of its own has a byte of zeros beside it. Where there is no zero at all, 0x80
 * stands for it (see mend-nuls.ts; previews are not asked for again).
 */
function withWholeUnits(stored: Uint8Array): Uint8Array {
  const bytes = stored.includes(0) ? stored : stored.map((byte) => (byte === 0x80 ? 0 : byte))
  return bytes.filter(
    (byte, at) =>
      !(
        byte === 0x0d &&
        bytes[at + 1] === 0x0a &&
        (at % 2 === 0 ? bytes[at + 2] === 0 : bytes[at - 1] === 0)
      ),
  )
}

/**
 * A text part as Unicode with line ends `\n` and without NUL, which no text means.
 * @param encoded the part's bytes as the server gave them, still transfer-encoded.
 * @param cut they are only the beginning of the part.
 */
export function textOfPart(part: BodyPart, encoded: Uint8Array, cut = false): string {
  const bytes = decodeTransfer(encoded, part.encoding)
  const label =
    parameterOf(part.parameters, 'charset') ?? (part.type === 'text/html' ? charsetOfHtml(bytes) : null)
  const units =
    /^utf-?16/i.test(label ?? '') && isPlainEncoding(part.encoding) ? withWholeUnits(bytes) : bytes
  return decodeCharset(units, label, cut).replaceAll(/\r\n?/g, '\n').replaceAll('\0', '')
}

/** How a plain text is put back together (RFC 3676 §4), or null where its line ends are meant. */
export function flowOf({ type, parameters }: BodyPart): { delSp: boolean } | null {
  if (type !== 'text/plain' || parameterOf(parameters, 'format')?.toLowerCase() !== 'flowed') return null
  return { delSp: parameterOf(parameters, 'delsp')?.toLowerCase() === 'yes' }
}
