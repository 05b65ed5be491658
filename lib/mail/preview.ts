/** The line of text that stands behind a subject in a list. */
import { htmlText } from './html-text.ts'

/** Longest preview, in UTF-16 units. */
const LONGEST = 200

// Senders of newsletters fill the space behind their preheader with these; an emoji's selectors are the price.
const INVISIBLE = /\p{Cc}|\p{Default_Ignorable_Code_Point}|\ufffc/gu

/** Cuts at `LONGEST`, between two characters and behind a word where one ends nearby. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text
  const head = text.slice(0, LONGEST)
  return /[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(INVISIBLE, '').replaceAll(/\s+/g, ' ').trim()
}

/** Lines that somebody else wrote, and lines drawn of dashes, say nothing about this message. */
function ownLines(text: string): string {
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*>|^\s*([-=_*#~+]\s?){4,}\s*$/.test(line.slice(0, 1000)))
  return oneLine(lines.join(' '))
}

/** Up to 200 characters of a text part's readable text. `kind`: `text/plain` or `text/html`. */
export function previewOf(text: string, kind: string): string {
  const readable = kind === 'text/html' ? htmlText(text, 4 * LONGEST) : text.slice(0, 16 * LONGEST)
  return cut(ownLines(readable) || oneLine(readable))
}
