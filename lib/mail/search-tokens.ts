/** A query's words: quotes, minus signs and `key:` taken apart, nothing understood yet. */

/** One word, phrase or `key:value` of a query. */
export type Token = {
  /** What was typed, without the minus sign; composed (NFC), as the value is. */
  source: string
  /** Lower case; null for a word or phrase without one. */
  key: string | null
  /** What stands behind the key, or all of it; without its quotes. `''` where there is nothing. */
  value: string
  /** The value stood in quotes. */
  quoted: boolean
  not: boolean
  /** A bare OR in capitals. */
  or: boolean
  /** Where it stands in the query, its minus sign included: UTF-16 units, as `slice` takes them. */
  start: number
  end: number
}

// Keyboards of phones type “ and ”: they mean the same.
const QUOTED = /^["“”„]([^"“”„]*)["“”„]/
const KEY = /^([a-z]+):/i

/** Control characters and half surrogate pairs can't be asked of a mail server. As long as what was typed. */
function cleaned(q: string): string {
  return q.toWellFormed().replaceAll(/\p{Cc}/gu, ' ')
}

/** The next value: a quoted one whole, else up to the next space. An unbalanced quote is a character. */
function nextValue(rest: string): { value: string; length: number; quoted: boolean } {
  const phrase = QUOTED.exec(rest)
  if (phrase) return { value: (phrase[1] ?? '').trim(), length: phrase[0].length, quoted: true }
  const word = /^\S*/.exec(rest)?.[0] ?? ''
  return { value: word, length: word.length, quoted: false }
}

function tokenAt(q: string, at: number): Token {
  const rest = q.slice(at)
  const not = /^-\S/.test(rest)
  const body = not ? rest.slice(1) : rest
  const found = KEY.exec(body)
  const start = found?.[0].length ?? 0
  const { value, length, quoted } = nextValue(body.slice(start))
  const source = body.slice(0, start + length).normalize('NFC')
  return {
    source,
    key: found?.[1]?.toLowerCase() ?? null,
    value: value.normalize('NFC'),
    quoted,
    not,
    or: !not && source === 'OR',
    start: at,
    end: at + start + length + (not ? 1 : 0),
  }
}

/** Splits a query into its tokens, in order. Never throws; every character but spaces is in one token. */
export function splitQuery(q: string): Token[] {
  const clean = cleaned(q)
  const tokens: Token[] = []
  const word = /\S/g // moved to where the next one begins
  while (word.test(clean)) {
    const token = tokenAt(clean, word.lastIndex - 1)
    tokens.push(token)
    word.lastIndex = token.end
  }
  return tokens
}
