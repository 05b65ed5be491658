/** The text of a body part. */
import type { BodyPart } from './body-structure.ts'
import { decodeCharset } from './charset.ts'
import { parameterOf } from './mime-parameters.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** What an HTML document says about its own charset, where the mail says nothing (HTML §13.2.3.2). */
function charsetOfHtml(bytes: Uint8Array): string | null {
  const head = String.fromCharCode(...bytes.subarray(0, 2048))
  return /<meta[^>]{0,300}charset\s*=\s*["']?\s*([a-z0-9_:-]{1,40})/i.exec(head)?.[1] ?? null
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
  return decodeCharset(bytes, label, cut).replaceAll(/\r\n?/g, '\n').replaceAll('\0', '')
}

/** How a plain text is put back together (RFC 3676 §4), or null where its line ends are meant. */
export function flowOf({ type, parameters }: BodyPart): { delSp: boolean } | null {
  if (type !== 'text/plain' || parameterOf(parameters, 'format')?.toLowerCase() !== 'flowed') return null
  return { delSp: parameterOf(parameters, 'delsp')?.toLowerCase() === 'yes' }
}
