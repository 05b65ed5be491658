/**
 * A header block (RFC 5322 §2.2), taken apart. Which occurrence of a repeated field counts is decided here, for list,
 * page and reply alike: **the first one** wins; of `Date` the first that can be read; address fields (`To`, `Cc`, …)
 * are joined in order, so that nobody who was written to is hidden.
 */
import { byteStringOf } from './byte-string.ts'

/** One field. `value` is a byte string (see byte-string.ts), unfolded, without the white space around it. */
export type HeaderField = { name: string; value: string }

// RFC 5322 §3.6.8 ftext; white space before the colon is obsolete syntax (§4.5).
const FIELD = /^([!-9;-~]+)[ \t]*:/

/**
 * The fields in their order. Reads until the first empty line. What is neither a field nor its continuation
 * (an mbox `From ` line, a line that lost its beginning) is left out.
 */
export function parseHeader(block: Uint8Array): HeaderField[] {
  const text = byteStringOf(block)
  const fields: HeaderField[] = []
  let pieces: string[] | null = null
  let name = ''
  const close = () => {
    if (pieces) fields.push({ name, value: pieces.join('').trim() })
    pieces = null
  }
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf('\n', at)
    const end = feed < 0 ? text.length : feed
    const line = text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end)
    at = end + 1
    if (line === '') break
    if (line.startsWith(' ') || line.startsWith('\t')) {
      ;(pieces as string[] | null)?.push(line)
      continue
    }
    const field = FIELD.exec(line.length > 1000 ? line.slice(0, 1000) : line)
    if (!field?.[1]) continue
    close()
    name = field[1]
    pieces = [line.slice(field[0].length)]
  }
  close()
  return fields
}

/** The first field of this name (lower case), as a byte string, or null. */
export function firstField(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name.toLowerCase() === name)?.value ?? null
}

/** Every field of this name (lower case), in order, as byte strings. */
export function allFields(fields: readonly HeaderField[], name: string): string[] {
  return fields.filter((field) => field.name.toLowerCase() === name).map((field) => field.value)
}
