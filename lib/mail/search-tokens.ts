/** A query's words: quotes, minus signs and `key:` taken apart, nothing understood yet. */

/** One word, phrase or `key:value` of a query. */
export type Token = {
  /** What was typed, without the minus sign. */
  source: string
  /** Lower case; null for a word or phrase without one. */
  key: string | null
  /** What stands behind the key, or all of it; without its quotes. `''` where there is nothing. */
  value: string
  not: boolean
  /** A bare OR in capitals. */
  or: boolean
}

// Keyboards of phones type “ and ”: they mean the same.
const QUOTED = /^["“”„]([^"“”„]*)["“”„]/
const KEY = /^([a-z]+):/i

/** Control characters and half surrogate pairs can't be asked of a mail server. */
function cleaned(q: string): string {
  return q
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\p{Cc}/gu, ' ')
}

/** The next value: a quoted one whole, else up to the next space. An unbalanced quote is a character. */
function nextValue(rest: string): { value: string; length: number } {
  const quoted = QUOTED.exec(rest)
  if (quoted) return { value: (quoted[1] ?? '').trim(), length: quoted[0].length }
  const word = /^\S*/.exec(rest)?.[0] ?? ''
  return { value: word, length: word.length }
}

function nextToken(rest: string): { token: Token; length: number } {
  const not = /^-\S/.test(rest)
  const body = not ? rest.slice(1) : rest
  const found = KEY.exec(body)
  const start = found?.[0].length ?? 0
  const { value, length } = nextValue(body.slice(start))
  const source = body.slice(0, start + length)
  const key = found?.[1]?.toLowerCase() ?? null
  return {
    token: { source, key, value, not, or: !not && source === 'OR' },
    length: source.length + (not ? 1 : 0),
  }
}

/** Splits a query into its tokens, in order. Never throws; every character but spaces is in one token. */
export function splitQuery(q: string): Token[] {
  const tokens: Token[] = []
  let rest = cleaned(q).trimStart()
  while (rest !== '') {
    const { token, length } = nextToken(rest)
    tokens.push(token)
    rest = rest.slice(length).trimStart()
  }
  return tokens
}
