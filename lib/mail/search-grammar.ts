/**
 * The search language (docs/search.md): what a person types → what a mail server can be asked. Pure; never throws.
 *
 *     query  = *( group )                    ; ANDed; nothing is everything
 *     group  = token *( "OR" token )         ; OR in capitals binds tighter than AND
 *     token  = ["-"] ( key ":" value / value )
 *     value  = word / <"> phrase <">         ; a word ends at a space; curly quotes are quotes
 *     key    = "from" / "to" / "cc" / "subject" / "body" / "filename" / "keyword"
 *            / "has" / "is" / "before" / "after" / "on" / "larger" / "smaller" / "in"
 *
 * Keys and their words are in any case. A token that isn't understood is searched for as it was typed.
 */
import { Flag } from '#lib/api/messages.ts'
import type { SearchTerm } from './search-term.ts'
import { splitQuery, type Token } from './search-tokens.ts'

/** A query, parsed. `inFolder` is what `in:` named: a role, a name or a path; null where nothing did. */
export type ParsedQuery = { term: SearchTerm; inFolder: string | null }

/** What a person calls keywords, in lower case → the keywords (RFC 9051 §2.3.2): names of labels. */
export type KeywordNames = ReadonlyMap<string, string>

const NO_NAMES: KeywordNames = new Map()

const IS: ReadonlyMap<string, SearchTerm> = new Map([
  ['unread', { kind: 'flag', flag: '\\Seen', on: false }],
  ['read', { kind: 'flag', flag: '\\Seen', on: true }],
  ['flagged', { kind: 'flag', flag: '\\Flagged', on: true }],
  ['answered', { kind: 'flag', flag: '\\Answered', on: true }],
  ['draft', { kind: 'flag', flag: '\\Draft', on: true }],
])

/** A message with attachments: the server's keyword, or the only header that tells. */
export const HAS_ATTACHMENT: SearchTerm = {
  kind: 'or',
  terms: [
    { kind: 'flag', flag: '$HasAttachment', on: true },
    { kind: 'header', name: 'Content-Type', value: 'multipart/mixed' },
  ],
}

// RFC 3501 §9: a number has 32 bits. No message is larger, so beyond it nothing changes.
const MOST_BYTES = 4_294_967_295

function bytesOf(size: string): number | null {
  const found = /^(\d{1,15})([km]?)$/i.exec(size)
  if (!found) return null
  const unit = { k: 2 ** 10, m: 2 ** 20 }[found[2]?.toLowerCase() ?? ''] ?? 1
  return Math.min(Number(found[1]) * unit, MOST_BYTES)
}

/** A day that is in the calendar: `2024-02-30` is not. */
function isDay(day: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(day)) return false
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

function dayTerm(kind: 'sentBefore' | 'sentSince' | 'sentOn', day: string): SearchTerm | null {
  return isDay(day) ? { kind, day } : null
}

function sizeTerm(kind: 'larger' | 'smaller', size: string): SearchTerm | null {
  const bytes = bytesOf(size)
  return bytes === null ? null : { kind, bytes }
}

/** `key:` → how its value is understood; null where it can't be. Values are never empty. */
const KEYS: ReadonlyMap<string, (value: string) => SearchTerm | null> = new Map([
  ['from', (value) => ({ kind: 'from', value })],
  ['to', (value) => ({ kind: 'to', value })],
  ['cc', (value) => ({ kind: 'cc', value })],
  ['subject', (value) => ({ kind: 'subject', value })],
  ['body', (value) => ({ kind: 'body', value })],
  ['filename', (value) => ({ kind: 'filename', value })],
  ['has', (value) => (value.toLowerCase() === 'attachment' ? HAS_ATTACHMENT : null)],
  ['is', (value) => IS.get(value.toLowerCase()) ?? null],
  ['before', (value) => dayTerm('sentBefore', value)],
  ['after', (value) => dayTerm('sentSince', value)],
  ['on', (value) => dayTerm('sentOn', value)],
  ['larger', (value) => sizeTerm('larger', value)],
  ['smaller', (value) => sizeTerm('smaller', value)],
])

/** A label by its name, else an IMAP keyword. RFC 3501 §6.4.4: KEYWORD takes an atom, so no system flag. */
function keywordTerm(value: string, names: KeywordNames): SearchTerm | null {
  const flag = names.get(value.toLowerCase()) ?? value
  if (flag.startsWith('\\') || !Flag.safeParse(flag).success) return null
  return { kind: 'flag', flag, on: true }
}

/** What `key:value` asks for; null where it isn't understood. */
function keyedTerm({ key, value }: Token, names: KeywordNames): SearchTerm | null {
  if (key === null || value === '') return null
  return key === 'keyword' ? keywordTerm(value, names) : (KEYS.get(key)?.(value) ?? null)
}

function plainText({ key, value, source, quoted }: Token): SearchTerm {
  const isPlain = key === null && value !== ''
  return { kind: 'anywhere', value: isPlain ? value : source, exact: isPlain && quoted }
}

function termOf(token: Token, names: KeywordNames): SearchTerm {
  const term = keyedTerm(token, names) ?? plainText(token)
  return token.not ? { kind: 'not', term } : term
}

function joined(kind: 'and' | 'or', terms: readonly SearchTerm[]): SearchTerm {
  const [first, ...more] = terms
  if (!first) return { kind: 'all' }
  return more.length === 0 ? first : { kind, terms }
}

/** Tokens → groups of alternatives. An OR without a neighbour on both sides is a word. */
function groupsOf(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    const next = tokens[at + 1]
    const before = groups.at(-1)
    if (!token) break
    if (token.or && before && next) {
      before.push(next)
      at++
    } else {
      groups.push([token])
    }
  }
  return groups
}

/** `in:x` standing alone names the folder; negated or within an OR it can't, and is a word. */
function folderOf(group: readonly Token[]): string | null {
  const [only, ...more] = group
  return only && more.length === 0 && only.key === 'in' && !only.not && only.value !== '' ? only.value : null
}

/** Alternatives of a query, mostly one token; where they stand, as the tokens say it. */
export type QueryGroup = {
  tokens: readonly Token[]
  start: number
  end: number
  /** Each of them is a key with a value that means something: none of it is searched for as text. */
  understood: boolean
}

/** What a query consists of, in the order typed: what `parseQuery` makes criteria of, for showing it. */
export function queryGroups(q: string, names: KeywordNames = NO_NAMES): QueryGroup[] {
  return groupsOf(splitQuery(q)).map((tokens) => ({
    tokens,
    start: tokens[0]?.start ?? 0,
    end: tokens.at(-1)?.end ?? 0,
    understood: folderOf(tokens) !== null || tokens.every((token) => keyedTerm(token, names) !== null),
  }))
}

/**
 * Parses a query. Words and phrases are looked for in subject, sender, recipients and body; `before` is exclusive, `after`
 * inclusive, both and `on` by the Date header's day; `K` and `M` are 2¹⁰ and 2²⁰ bytes. Of several `in:` the last one counts.
 * @param q anything at all; control characters separate words.
 * @param names what `keyword:` may be called besides its own name.
 * @returns `{ kind: 'all' }` for an empty query.
 */
export function parseQuery(q: string, names: KeywordNames = NO_NAMES): ParsedQuery {
  const terms: SearchTerm[] = []
  let inFolder: string | null = null
  for (const group of groupsOf(splitQuery(q))) {
    const folder = folderOf(group)
    if (folder !== null) inFolder = folder
    else
      terms.push(
        joined(
          'or',
          group.map((token) => termOf(token, names)),
        ),
      )
  }
  return { term: joined('and', terms), inFolder }
}
