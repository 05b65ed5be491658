/** What a search understood, piece by piece, and the search without one of them. */
import { type KeywordNames, type QueryGroup, queryGroups } from './search-grammar.ts'
import type { Token } from './search-tokens.ts'
import { chipWords } from './words/search-chips.ts'

/** One condition of a search, as a person says it. `at`: where it stands in the query, for taking it off. */
export type Chip = { text: string; at: readonly { start: number; end: number }[] }

const isFolder = ({ tokens, understood }: QueryGroup) =>
  understood && tokens.length === 1 && tokens[0]?.key === 'in'

/** The conditions in the order typed. Of several `in:` the last one counts: they are one. */
export function searchChips(q: string, names: KeywordNames): Chip[] {
  const groups = queryGroups(q, names)
  const folders = groups.filter(isFolder)
  return groups
    .filter((group) => !isFolder(group) || group === folders.at(-1))
    .map((group) => ({
      text: isFolder(group)
        ? inFolder(group)
        : group.tokens.map((token) => said(token, names)).join(chipWords.or),
      at: isFolder(group) ? folders : [group],
    }))
}

/** The query without that condition; every other one means what it meant. */
export function withoutChip(q: string, { at }: Chip): string {
  // From the end, so that the places before stay what they are. A space stands between what a quote held apart.
  return at
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start).trimEnd()} ${rest.slice(end).trimStart()}`, q)
    .trim()
}

const inFolder = ({ tokens }: QueryGroup) => chipWords.keyed('in', tokens[0]?.value ?? '')

function said(token: Token, names: KeywordNames): string {
  const { key, value, source, quoted, not } = token
  const [alone] = queryGroups(source, names)
  // A folder that is one of several things, or excluded, is a word: `in:` is told by its group.
  const keyed = key !== null && key !== 'in' && alone?.understood ? chipWords.keyed(key, value) : null
  if (keyed !== null) return not ? chipWords.notKeyed(keyed) : keyed
  const text = key === null && value !== '' ? value : source
  const shown = quoted && key === null ? chipWords.phrase(text) : text
  return not ? chipWords.notText(shown) : shown
}
