/** What may be meant by what is being typed into the search field: the word at the caret, completed. Pure. */
import type { Folder } from '#lib/api/folders.ts'
import { folderPaths } from './folder-choices.ts'
import { folded, fuzzyMatch, type Span } from './fuzzy-match.ts'
import { allLabels, type LabelSettings, labelQuery } from './labels.ts'
import { splitQuery, type Token } from './search-tokens.ts'
import { dayName } from './words/search-chips.ts'
import { suggestionWords as words } from './words/search-suggestions.ts'

/** Somebody whose mail is known here; `count`: how often. */
export type Person = { name: string; address: string; count: number }

/** What suggestions are made of. `searches`: newest first. */
export type SearchWorld = {
  people: readonly Person[]
  folders: readonly Folder[]
  labels: LabelSettings
  searches: readonly string[]
  today: Date
}

/** One of them: what is shown, and what the field has when it is chosen. */
export type Suggestion = {
  key: string
  text: string
  spans: readonly Span[]
  hint: string
  q: string
  caret: number
  /** It is a whole search: it is made at once. */
  whole: boolean
}

export type SuggestionSection = { title: string; suggestions: Suggestion[] }

/** A completion of one word, before it is put into its place. */
type Completion = Pick<Suggestion, 'text' | 'spans' | 'hint'> & { insert: string }

const MOST = 6
const MOST_SEARCHES = 4
/** Letters after which a word may be a person's name. */
const ENOUGH = 2
const FIRST_KEYS = 6
const MEGABYTES = [1, 5, 10, 25]

/** The sections to choose from; none where nothing comes to mind. */
export function searchSuggestions(typed: string, caret: number, world: SearchWorld): SuggestionSection[] {
  const token = splitQuery(typed).find(({ start, end }) => start < caret && caret <= end)
  const empty = typed.trim() === ''
  const recent = { title: words.recent, suggestions: token || empty ? recentSearches(typed, world) : [] }
  const completed = completions(token, empty, world).map(({ title, found }) => ({
    title,
    suggestions: found.map((one) => placed(one, typed, token)),
  }))
  // Nothing was typed: perhaps the same as lately. Else what is typed is looked at first.
  const sections: SuggestionSection[] = empty ? [recent, ...completed] : [...completed, recent]
  return sections.filter(({ suggestions }) => suggestions.length > 0)
}

function recentSearches(typed: string, { searches }: SearchWorld): Suggestion[] {
  const wanted = folded(typed.trim())
  return searches
    .filter((q) => folded(q).includes(wanted) && q !== typed.trim())
    .slice(0, MOST_SEARCHES)
    .map((q) => ({
      key: `search ${q}`,
      text: q,
      spans: [],
      hint: '',
      q,
      caret: q.length,
      whole: true,
    }))
}

type Completed = { title: string; found: Completion[] }

function completions(token: Token | undefined, empty: boolean, world: SearchWorld): Completed[] {
  if (!token) return empty ? [{ title: words.narrow, found: operators('').slice(0, FIRST_KEYS) }] : []
  const { key, value, source } = token
  if (key === null) {
    const people = value.length < ENOUGH || token.quoted ? [] : peopleLike('from', value, world)
    return [
      { title: words.narrow, found: operators(source).slice(0, MOST) },
      { title: words.people, found: people.slice(0, MOST) },
    ]
  }
  if (key === 'from' || key === 'to' || key === 'cc')
    return [{ title: words.people, found: peopleLike(key, value, world).slice(0, MOST) }]
  if (key === 'in') return [{ title: words.folders, found: foldersLike(value, world) }]
  if (key === 'keyword') return [{ title: words.labels, found: labelsLike(value, world) }]
  if (key === 'before' || key === 'after' || key === 'on')
    return [{ title: words.days, found: days(key, value, world.today) }]
  if (key === 'larger' || key === 'smaller') return [{ title: words.sizes, found: sizes(key, value) }]
  return [{ title: words.narrow, found: operators(source) }]
}

/** A suggestion in its place: a space behind what is complete, so that the next word can be typed. */
function placed({ insert, ...shown }: Completion, typed: string, token: Token | undefined): Suggestion {
  const before = typed.slice(0, token?.start ?? 0) + (token?.not ? '-' : '') + insert
  const after = token ? typed.slice(token.end).trimStart() : ''
  const head = insert.endsWith(':') ? before : `${before} `
  return { ...shown, key: insert, q: head + after, caret: head.length, whole: false }
}

/** Keys by their start (`fr`), or by a word of what they find (`attach`, `star`). */
function operators(source: string): Completion[] {
  const start = source.toLowerCase()
  const meant = start.length > 2 ? folded(start) : null
  return words.operators.flatMap(([typed, finds]) => {
    if (typed === start) return []
    if (typed.startsWith(start))
      return { insert: typed, text: typed, spans: start ? [[0, start.length]] : [], hint: finds }
    const said =
      meant !== null &&
      folded(finds)
        .split(' ')
        .some((word) => word.startsWith(meant))
    return said ? { insert: typed, text: typed, spans: [], hint: finds } : []
  })
}

function peopleLike(key: string, value: string, { people }: SearchWorld): Completion[] {
  const found = people.flatMap((person) => {
    const { name, address, count } = person
    const inName = fuzzyMatch(value, name)
    const inAddress = fuzzyMatch(value, address)
    if ((!inName && !inAddress) || !quotable(address) || folded(address) === folded(value)) return []
    const score = Math.max(inName?.score ?? 0, inAddress?.score ?? 0) + Math.log2(1 + count) / 10
    return { person, spans: inName?.spans ?? [], score }
  })
  return found
    .sort((a, b) => b.score - a.score || (a.person.address < b.person.address ? -1 : 1))
    .map(({ person: { name, address }, spans }) => ({
      insert: `${key}:${quoted(address)}`,
      text: name || address,
      spans: name ? spans : [],
      hint: name ? address : '',
    }))
}

function foldersLike(value: string, { folders }: SearchWorld): Completion[] {
  const paths = folderPaths(folders)
  const found = folders.flatMap(({ id, path, role, selectable }) => {
    const text = paths.get(id) ?? path
    const match = fuzzyMatch(value, text)
    // As the server understands it: a role, else the whole path.
    const name = role ?? path
    return match && selectable && quotable(name) ? { name, text, ...match } : []
  })
  if (value) found.sort((a, b) => b.score - a.score)
  const exact = found.some(({ name }) => folded(name) === folded(value))
  return (exact ? [] : found.slice(0, 2 * MOST)).map(({ name, text, spans }) => ({
    insert: `in:${quoted(name)}`,
    text,
    spans,
    hint: '',
  }))
}

function labelsLike(value: string, { labels }: SearchWorld): Completion[] {
  const found = allLabels(labels).flatMap((label) => {
    const match = fuzzyMatch(value, label.name)
    return match && folded(label.name) !== folded(value) ? { label, ...match } : []
  })
  if (value) found.sort((a, b) => b.score - a.score)
  return found.slice(0, 2 * MOST).map(({ label, spans }) => ({
    insert: labelQuery(label, labels),
    text: label.name,
    spans,
    hint: '',
  }))
}

function days(key: string, value: string, today: Date): Completion[] {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()]
  // The 31st of a shorter month is its last day.
  const lastMonth = new Date(year, month - 1, Math.min(day, new Date(year, month, 0).getDate()))
  const named: [string, Date][] = [
    [words.today, today],
    [words.yesterday, new Date(year, month, day - 1)],
    [words.lastWeek, new Date(year, month, day - 7)],
    [words.lastMonth, lastMonth],
    [words.thisYear, new Date(year, 0, 1)],
  ]
  return named.flatMap(([text, date]) => {
    const iso = isoDay(date)
    const fits = iso.startsWith(value) || folded(text).includes(folded(value))
    return fits && iso !== value ? { insert: `${key}:${iso}`, text, spans: [], hint: dayName(iso) } : []
  })
}

function isoDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function sizes(key: string, value: string): Completion[] {
  return MEGABYTES.filter(
    (count) => `${count}M`.startsWith(value.toUpperCase()) && `${count}M` !== value,
  ).map((count) => ({ insert: `${key}:${count}M`, text: words.megabytes(count), spans: [], hint: '' }))
}

/** Whether it can be said in a query: there is no way to write a quote within quotes. */
const quotable = (value: string) => !/["“”„]/.test(value)

const quoted = (value: string) => (/\s/.test(value) ? `"${value}"` : value)
