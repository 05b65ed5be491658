/** Fuzzy matching of what is typed with names and paths: letters in order, the better the closer together and the nearer to word starts. */
import { SPELT } from './spelt-letters.ts'

/** Half-open ranges of UTF-16 indexes into the text: the matched letters, whole characters with their accents. */
export type Span = readonly [from: number, to: number]

/** `score` grows with the quality and compares matches of one query only. */
export type Match = { score: number; spans: readonly Span[] }

// Beyond this nothing typed by hand gets, and the work stays bounded.
const LONGEST_QUERY = 64
const LONGEST_TEXT = 400
/** A match whose letters lie about is none. A first letter may stand anywhere; each further one earns this much on average. */
const LEAST_PER_LETTER = 0.6

// What each letter of a match earns and each one between them costs (as fzy does, which is good at paths).
const START = 0.9
const WORD = 0.8
const TOGETHER = 1
const GAP = 0.01
const GAP_BEFORE = 0.005
const MOST_BEFORE = 0.3

type Folded = { letters: string[]; spans: Span[] }

function foldedLetters(char: string): string {
  const bare = char.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return SPELT[bare] ?? bare
}

/** The text without case and accents, and where each letter of that stands in it. */
function foldWithPlaces(text: string): Folded {
  const letters: string[] = []
  const spans: Span[] = []
  let at = 0
  for (const char of text.slice(0, LONGEST_TEXT)) {
    const span: Span = [at, at + char.length]
    at += char.length
    const bare = foldedLetters(char)
    const before = spans.at(-1)
    // A mark of its own belongs to the letter before it.
    if (bare === '' && before?.[1] === span[0]) spans[spans.length - 1] = [before[0], span[1]]
    for (const letter of bare) {
      letters.push(letter)
      spans.push(span)
    }
  }
  return { letters, spans }
}

/** The same for two texts that differ in case and accents only. */
export function folded(text: string): string {
  return [...text].map(foldedLetters).join('')
}

function startBonus(before: string | undefined): number {
  if (before === undefined || before === '/') return START
  return /[\p{L}\p{N}]/u.test(before) ? 0 : WORD
}

/** The bonus of each letter for where it stands; a space behind a slash is part of the slash. */
function bonuses(letters: readonly string[]): number[] {
  return letters.map((_, at) =>
    startBonus(letters[at - 1] === ' ' && letters[at - 2] === '/' ? '/' : letters[at - 1]),
  )
}

/**
 * The best way to find the letters of a word in order (dynamic programming over word × text).
 * `best[i][j]`: with the first i + 1 letters found, the last of them at j; -Infinity where that can't be.
 */
function placesOf(
  word: readonly string[],
  letters: readonly string[],
): { score: number; at: number[] } | null {
  const bonus = bonuses(letters)
  const best: number[][] = []
  const from: number[][] = []
  for (const [i, letter] of word.entries()) {
    const row: number[] = []
    const origin: number[] = []
    let reach = Number.NEGATIVE_INFINITY // the best end of the letters before, with what the gap costs up to here
    let reachAt = -1
    for (let j = 0; j < letters.length; j++) {
      const before = best[i - 1]?.[j - 1] ?? Number.NEGATIVE_INFINITY
      const start = bonus[j] ?? 0
      const [apart, together] =
        i === 0 ? [start - Math.min(MOST_BEFORE, j * GAP_BEFORE), before] : [reach + start, before + TOGETHER]
      const found = letters[j] === letter
      row.push(found ? Math.max(apart, together) : Number.NEGATIVE_INFINITY)
      origin.push(i > 0 && together >= apart ? j - 1 : reachAt)
      reach -= GAP
      if (before > reach) [reach, reachAt] = [before, j - 1]
    }
    best.push(row)
    from.push(origin)
  }
  return backFrom(best, from)
}

function backFrom(best: number[][], from: number[][]): { score: number; at: number[] } | null {
  const last = best.at(-1) ?? []
  const score = Math.max(...last)
  if (!Number.isFinite(score)) return null
  const at: number[] = []
  let j = last.indexOf(score)
  for (let i = best.length - 1; i >= 0; i--) {
    at.unshift(j)
    j = from[i]?.[j] ?? -1
  }
  return { score, at }
}

function joined(spans: readonly Span[]): Span[] {
  const all: [number, number][] = []
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

/**
 * Finds every word of `query` in `text`, in any order; null where one is missing or lies scattered.
 * Case and accents don't count. An empty query is found everywhere, with nothing marked.
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const words = folded(query.slice(0, LONGEST_QUERY)).split(/\s+/u).filter(Boolean)
  const { letters, spans } = foldWithPlaces(text)
  const marked: Span[] = []
  let score = 0
  for (const word of words) {
    const wanted = [...word]
    const found = placesOf(wanted, letters)
    if (!found || found.score < LEAST_PER_LETTER * (wanted.length - 1) - MOST_BEFORE) return null
    score += found.score
    marked.push(...spans.filter((_, place) => found.at.includes(place)))
  }
  return { score, spans: joined(marked) }
}
