/** RFC 2047: `=?charset?B|Q?…?=` in headers, as senders really write it. */
import { bytesOf } from './byte-string.ts'
import { decodeCharset } from './charset.ts'
import { decodeTransfer } from './transfer-encoding.ts'

/** One encoded word inside a text. `charset` is empty where it was left out; `end` is the index behind its `?=`. */
export type EncodedWord = { charset: string; encoding: 'B' | 'Q'; text: string; end: number }

const OPENING = /=\?([^?\s]{0,60})\?([BbQq])\?/y

/** The encoded word that begins at `at`, or null. Spaces inside it are tolerated (RFC 2047 §6.3 would not). */
export function encodedWordAt(value: string, at: number): EncodedWord | null {
  OPENING.lastIndex = at
  const opening = OPENING.exec(value)
  if (!opening) return null
  const from = OPENING.lastIndex
  const close = value.indexOf('?=', from)
  if (close < 0) return null
  return {
    charset: opening[1] ?? '',
    encoding: opening[2]?.toUpperCase() === 'B' ? 'B' : 'Q',
    text: value.slice(from, close),
    end: close + 2,
  }
}

function bytesOfWord(word: Pick<EncodedWord, 'encoding' | 'text'>): Uint8Array {
  const encoded = bytesOf(word.text)
  if (word.encoding === 'B') return decodeTransfer(encoded, 'base64')
  const spaced = encoded.map((byte) => (byte === 0x5f ? 0x20 : byte))
  // A space at the end is the sender's here, not a line's: a mark behind it keeps it.
  const marked = new Uint8Array(spaced.length + 1)
  marked.set(spaced)
  marked[spaced.length] = 0x7c
  return decodeTransfer(marked, 'quoted-printable').subarray(0, -1)
}

/** Neighbours in one charset, decoded together: senders cut multi-byte characters in two (RFC 2047 §5 forbids it). */
function decodeRun(run: readonly EncodedWord[]): string {
  const pieces: Uint8Array[] = []
  let base64: string[] = []
  let length = 0
  const flush = () => {
    if (base64.length > 0) pieces.push(bytesOfWord({ encoding: 'B', text: base64.join('') }))
    base64 = []
    length = 0
  }
  for (const word of run) {
    // Some cut base64 in the middle of its four characters: such a word goes on in the next.
    const isCut = length % 4 !== 0 && !base64.at(-1)?.endsWith('=')
    if (word.encoding === 'Q' || !isCut) flush()
    if (word.encoding === 'Q') pieces.push(bytesOfWord(word))
    else {
      base64.push(word.text)
      length += word.text.length
    }
  }
  flush()
  return decodeCharset(Buffer.concat(pieces), run[0]?.charset || null)
}

/** Text without encoded words: raw bytes of some charset (UTF-8 by RFC 6532), or what somebody decoded already. */
export function decodeRaw(text: string): string {
  if (!/\P{ASCII}/u.test(text) && !text.includes('\u001b')) return text
  return decodeCharset(bytesOf(text), null)
}

/** Characters of one value that are read: nobody reads more, and nobody may keep the server busy with it. */
const LONGEST = 65_536

type Token = { word: EncodedWord } | { raw: string }

function tokensOf(value: string): Token[] {
  const tokens: Token[] = []
  const lastClose = value.lastIndexOf('?=')
  let from = 0
  for (let at = value.indexOf('=?'); at >= 0; at = value.indexOf('=?', at)) {
    const word = encodedWordAt(value, at)
    if (!word) {
      if (at > lastClose) break // no word ends behind here
      at += 2
      continue
    }
    if (at > from) tokens.push({ raw: value.slice(from, at) })
    tokens.push({ word })
    from = at = word.end
  }
  if (from < value.length) tokens.push({ raw: value.slice(from) })
  return tokens
}

/**
 * A header's value (a byte string) as a person reads it: encoded words decoded, white space between two of them
 * dropped (RFC 2047 §6.2), raw 8-bit text guessed, on one line without control characters. Behind 64 KiB it is cut.
 */
export function decodeHeaderText(value: string): string {
  let text = ''
  let run: EncodedWord[] = []
  const flush = () => {
    if (run.length > 0) text += decodeRun(run)
    run = []
  }
  const tokens = tokensOf(value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : value)
  for (const [index, token] of tokens.entries()) {
    if ('word' in token) {
      if (run[0] && run[0].charset.toLowerCase() !== token.word.charset.toLowerCase()) flush()
      run.push(token.word)
      continue
    }
    const between = index > 0 && index < tokens.length - 1
    if (between && token.raw.trim() === '') continue
    flush()
    text += decodeRaw(token.raw)
  }
  flush()
  return text.replaceAll(/\r?\n[ \t]?|[\p{Cc}]/gu, (found) => (found === '\0' ? '' : ' ')).trim()
}
