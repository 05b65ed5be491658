/** What of a palette matches what is typed: its sections and what is in them, the best first. */
import { fuzzyMatch, type Span } from './fuzzy-match.ts'

/** Something to be found: by its label, or by `also`, other words for it. */
export type Findable = { id: string; label: string; also?: string | undefined }

export type Section<Entry> = { title: string; entries: readonly Entry[] }

/** `spans`: the letters of the label that matched. */
export type Found<Entry> = { entry: Entry; spans: readonly Span[] }

const LATELY = 0.5
const ELSEWHERE = 0.5
/** So many of a section are shown: who looks for another one types on. */
const MOST = 60

/** Everything in its order where nothing is typed. `lately`: ids of what was chosen before, which comes before its like. */
export function paletteMatches<Entry extends Findable>(
  sections: readonly Section<Entry>[],
  typed: string,
  lately: readonly string[],
): { title: string; found: Found<Entry>[] }[] {
  const query = typed.trim()
  const rated = sections.map(({ title, entries }) => ({
    title,
    found: entries.flatMap((entry) => rate(entry, query, lately) ?? []),
  }))
  if (query !== '') {
    for (const { found } of rated) found.sort((a, b) => b.score - a.score)
    rated.sort((a, b) => (b.found[0]?.score ?? 0) - (a.found[0]?.score ?? 0))
  }
  return rated
    .filter(({ found }) => found.length > 0)
    .map(({ title, found }) => ({ title, found: found.slice(0, MOST) }))
}

function rate<Entry extends Findable>(
  entry: Entry,
  query: string,
  lately: readonly string[],
): (Found<Entry> & { score: number }) | null {
  const favour = lately.includes(entry.id) ? LATELY : 0
  const own = fuzzyMatch(query, entry.label)
  if (own) return { entry, spans: own.spans, score: own.score + favour }
  if (!entry.also) return null
  const any = fuzzyMatch(query, `${entry.label} ${entry.also}`)
  const spans = any?.spans.filter(([, to]) => to <= entry.label.length) ?? []
  return any && { entry, spans, score: any.score - ELSEWHERE + favour }
}
