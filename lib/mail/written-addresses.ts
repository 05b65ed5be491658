/** Recipients as a person types or pastes them: Unicode already, from other programs' fields, tables and lists. */
import type { Address } from '#lib/api/messages.ts'

/** Characters of one paste that are read: more than any message has recipients. */
const LONGEST = 262_144

/**
 * A typed or pasted list → its people in order, each address once. Commas, semicolons, tabs and line ends part them;
 * `Doe, John <john@example.org>` is one person, as Outlook copies it. What holds no address is kept as the address, so
 * that the person sees it and can mend it.
 */
export function writtenAddresses(text: string): Address[] {
  const found = new Map<string, Address>()
  for (const stretch of parted(text.slice(0, LONGEST), /[;\t\r\n]/)) {
    for (const piece of namesRejoined(parted(stretch, /,/))) {
      const person = personOf(piece)
      const key = person.address.toLowerCase()
      if (key !== '' && !found.has(key)) found.set(key, person)
    }
  }
  return [...found.values()]
}

/** Splits where a separator stands outside quotes and brackets. A quote that is never closed is an ordinary character. */
function parted(text: string, separator: RegExp): string[] {
  const pieces: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') at = closedAt(text, at)
    else if (separator.test(char)) {
      pieces.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...pieces, text.slice(start)].map((piece) => piece.trim()).filter((piece) => piece !== '')
}

/** Where the quote that begins at `open` ends; `open` itself where its line ends first. */
function closedAt(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '\\') at++
    else if (char === '"') return at
    else if (char === '\n') return open
  }
  return open
}

/** `Doe` and `John <john@example.org>` were one name with a comma in it. */
function namesRejoined(pieces: readonly string[]): string[] {
  const whole: string[] = []
  let names: string[] = []
  for (const piece of pieces) {
    if (!piece.includes('@')) names.push(piece)
    else {
      const isNamed = /^[^<@"]+<[^<>]+>$/.test(piece)
      if (isNamed) whole.push([...names, piece].join(', '))
      else whole.push(...names, piece)
      names = []
    }
  }
  return [...whole, ...names]
}

function personOf(piece: string): Address {
  const [, name = '', address = ''] = /^([^<]*)<\s*(?:mailto:)?([^<>]*?)\s*>?$/i.exec(piece) ?? []
  if (address === '') return { name: '', address: piece.replace(/^mailto:/i, '') }
  const plain = unquoted(name.trim())
  return { name: plain.toLowerCase() === address.toLowerCase() ? '' : plain, address }
}

function unquoted(name: string): string {
  const inner = /^"([\s\S]*)"$/.exec(name)?.[1] ?? /^'([\s\S]*)'$/.exec(name)?.[1]
  return inner === undefined ? name : inner.replaceAll(/\\([\s\S])/g, '$1').trim()
}
