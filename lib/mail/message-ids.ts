/** Message identifiers (RFC 5322 §3.6.4) in Message-ID, In-Reply-To and References. */
import { decodeRaw } from './encoded-words.ts'

const MOST = 1000 // longer chains than any conversation has

/**
 * The identifiers of a field's value (a byte string), in order, without angle brackets. A value without any bracket is
 * taken as one identifier a word, where the word has an `@`.
 */
export function parseMessageIds(value: string): string[] {
  const ids: string[] = []
  let open = value.indexOf('<')
  if (open < 0) {
    const words = value.trim().split(/\s+/, MOST)
    return words.filter((word) => word.includes('@') || (words.length === 1 && word !== '')).map(decodeRaw)
  }
  while (open >= 0 && ids.length < MOST) {
    const close = value.indexOf('>', open)
    if (close < 0) break
    // White space may have come in by folding.
    const id = value.slice(open + 1, close).replaceAll(/[\s\0]/g, '')
    if (id) ids.push(decodeRaw(id))
    open = value.indexOf('<', close)
  }
  return ids
}
