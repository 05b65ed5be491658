/** Plain text as it is shown, with the addresses in it found. */

/** A piece of text; `href` where it is an address. */
export type TextPiece = { text: string; href?: string }

// Web addresses with a scheme or a leading www, and mail addresses. A lookbehind keeps us out of words.
const ADDRESS =
  /(?<![\p{L}\p{N}@/._-])(?:https?:\/\/[^\s<>"'`]{2,2000}|www\.[\p{L}\p{N}-]{1,63}\.[^\s<>"'`]{2,2000}|(?:mailto:)?[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8})/giu

/** A text → pieces, in order; joined they are the text again. Only http, https and mailto become links. */
export function textPieces(text: string): TextPiece[] {
  const pieces: TextPiece[] = []
  let from = 0
  for (const match of text.matchAll(ADDRESS)) {
    const found = withoutTail(match[0])
    const href = hrefOf(found)
    if (href === null) continue
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: found, href })
    from = match.index + found.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

// The full stop after an address belongs to the sentence; a closing bracket only where none was opened.
function withoutTail(address: string): string {
  let found = address
  for (;;) {
    const last = found.at(-1) ?? ''
    const unopened = last === ')' && found.split('(').length < found.split(')').length
    const unopenedSquare = last === ']' && !found.includes('[')
    if (!('.,;:!?*_~'.includes(last) || unopened || unopenedSquare) || found.length < 2) return found
    found = found.slice(0, -1)
  }
}

function hrefOf(address: string): string | null {
  const isWeb = /^(?:https?:|www\.)/i.test(address)
  const full = /^www\./i.test(address) ? `https://${address}` : address
  try {
    if (isWeb) return new URL(full).href
    return new URL(/^mailto:/i.test(address) ? address : `mailto:${address}`).href
  } catch {
    return null // looked like an address and is none: it stays text
  }
}
