/**
 * Parameters of Content-Type and Content-Disposition: RFC 2231 (charset, language, continuations) and what is written
 * in its place: encoded words (RFC 2047 §5 forbids them here), raw 8-bit text.
 */
import { bytesOf } from './byte-string.ts'
import { decodeCharset } from './charset.ts'
import { decodeHeaderText } from './encoded-words.ts'

const SECTION = /^(.*?)\*(?:(\d{1,4})(\*)?)?$/s

type Section = { number: number; encoded: boolean; value: string }

/** `%41` → `A`, forgivingly, as a byte string. */
function percentDecoded(text: string): string {
  return text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** RFC 2231 §4.1: sections in the order of their numbers; only the first says the charset. */
function joinSections(sections: Section[]): string {
  sections.sort((a, b) => a.number - b.number)
  let charset: string | null = null
  let bytes = ''
  for (const [index, { encoded, value }] of sections.entries()) {
    if (!encoded) {
      bytes += value
      continue
    }
    const head = index === 0 ? /^([^']*)'[^']*'/.exec(value) : null
    if (head) charset = head[1] || null
    bytes += percentDecoded(head ? value.slice(head[0].length) : value)
  }
  if (charset === null) return decodeHeaderText(bytes)
  return decodeCharset(bytesOf(bytes), charset)
}

/**
 * The value of the parameter called `name` (lower case), decoded, or null where there is none. The RFC 2231 form wins
 * over the plain one (RFC 6266 §4.3 asks for the same).
 */
export function parameterOf(parameters: ReadonlyMap<string, string>, name: string): string | null {
  const sections: Section[] = []
  for (const [key, value] of parameters) {
    if (!key.startsWith(name) || key[name.length] !== '*') continue
    const section = SECTION.exec(key.slice(name.length))
    if (section?.[1] !== '') continue
    // `name*` is one extended value; `name*0`, `name*1*` are sections, with a star where percent-encoded.
    const whole = section[2] === undefined
    sections.push({ number: Number(section[2] ?? -1), encoded: whole || section[3] === '*', value })
  }
  if (sections.length > 0) return joinSections(sections)
  const plain = parameters.get(name)
  return plain === undefined ? null : decodeHeaderText(plain)
}
