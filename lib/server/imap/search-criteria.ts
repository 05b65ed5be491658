/** A parsed search → IMAP SEARCH criteria (RFC 3501 §6.4.4). Strangers' words only ever become strings. */
import type { SearchTerm } from '#lib/mail/search-term.ts'
import { type Argument, atom, sequence, text } from './imap-client.ts'

const FLAG_KEYS = new Map([
  ['\\seen', 'SEEN'],
  ['\\answered', 'ANSWERED'],
  ['\\flagged', 'FLAGGED'],
  ['\\deleted', 'DELETED'],
  ['\\draft', 'DRAFT'],
])
const DATE_KEYS = { sentBefore: 'SENTBEFORE', sentSince: 'SENTSINCE', sentOn: 'SENTON' }
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const ALL: Argument[] = [atom('ALL')]
/** Where words are looked for: TEXT would match every header. */
const WORD_FIELDS = ['SUBJECT', 'FROM', 'TO', 'CC', 'BCC', 'BODY']

/** How words are asked for: as they are, or (RFC 6203) with similar ones, except in messages from a UID on. */
export type Wording = { exactFrom: number } | 'exact'

/** The criteria of a term. `filename` can't be asked: what it would narrow down stays wide. */
export function criteriaOf(term: SearchTerm, wording: Wording = 'exact'): Argument[] {
  const terms = conjunctsOf(term)
  return terms.length === 0 ? ALL : terms.flatMap((one) => keyOf(one, wording))
}

const READS_MESSAGES: ReadonlySet<SearchTerm['kind']> = new Set(['anywhere', 'body', 'header', 'filename'])

/** Whether the server may have to read every message for it: that takes as long as it takes. */
export function readsMessages(term: SearchTerm): boolean {
  if (term.kind === 'and' || term.kind === 'or') return term.terms.some(readsMessages)
  return term.kind === 'not' ? readsMessages(term.term) : READS_MESSAGES.has(term.kind)
}

/** Whether a term has words that may be taken for similar ones. What is excluded is excluded as it was typed. */
export function hasWords(term: SearchTerm): boolean {
  if (term.kind === 'and' || term.kind === 'or') return term.terms.some(hasWords)
  return term.kind === 'anywhere' && !term.exact
}

/** True where a criterion needs `CHARSET UTF-8`. */
export function needsCharset(criteria: Argument[]): boolean {
  return criteria.some((part) =>
    Array.isArray(part) ? needsCharset(part) : typeof part === 'object' && part.type === 'LITERAL',
  )
}

function conjunctsOf(term: SearchTerm): SearchTerm[] {
  if (term.kind === 'and') return term.terms.flatMap(conjunctsOf)
  return term.kind === 'all' ? [] : [term]
}

/** Exactly one search key: several are put in parentheses. */
function oneKeyOf(term: SearchTerm, wording: Wording): Argument[] {
  const terms = conjunctsOf(term)
  const [only] = terms
  if (!only) return ALL
  return terms.length === 1 ? keyOf(only, wording) : [terms.flatMap((one) => keyOf(one, wording))]
}

function keyOf(term: SearchTerm, wording: Wording): Argument[] {
  switch (term.kind) {
    case 'all':
    case 'filename':
      return ALL
    case 'and':
      return oneKeyOf(term, wording)
    case 'or':
      return anyOf(term.terms.map((one) => oneKeyOf(one, wording)))
    case 'not':
      return asksFileName(term.term) ? ALL : [atom('NOT'), ...oneKeyOf(term.term, 'exact')]
    case 'anywhere':
      return anywhereKey(term, wording)
    case 'flag':
      return flagKey(term.flag, term.on)
    case 'header':
      return [atom('HEADER'), stringOf(term.name), stringOf(term.value)]
    case 'sentBefore':
    case 'sentSince':
    case 'sentOn':
      return [atom(DATE_KEYS[term.kind]), atom(dayOf(term.day))]
    case 'larger':
    case 'smaller':
      return [atom(term.kind.toUpperCase()), { type: 'NUMBER', value: Math.min(term.bytes, 4294967295) }]
    case 'uid':
      return [atom('UID'), sequence(term.set)]
    default:
      return [atom(term.kind.toUpperCase()), stringOf(term.value)]
  }
}

/**
 * A full-text index knows words and not parts of them, and not yet what came just now: headers are asked as they are
 * besides, and so are the bodies of the newest messages.
 */
function anywhereKey({ value, exact }: { value: string; exact: boolean }, wording: Wording): Argument[] {
  const words = stringOf(value)
  const fields = WORD_FIELDS.map((field) => [atom(field), words])
  if (wording === 'exact' || exact) return anyOf(fields)
  const similar = ['SUBJECT', 'BODY'].map((field) => [atom('FUZZY'), atom(field), words])
  const newest = [[atom('UID'), sequence(`${wording.exactFrom}:*`), atom('BODY'), words]]
  return anyOf([...fields.slice(0, -1), ...similar, newest])
}

// Line ends and NUL can be in no IMAP string that a server would search for.
function stringOf(value: string): Argument {
  return text(value.replaceAll(/[\r\n\0]+/g, ' '))
}

/** Keys, of which one must hold. */
function anyOf([first, ...rest]: readonly Argument[][]): Argument[] {
  if (!first) return ALL
  return rest.length === 0 ? first : [atom('OR'), ...first, ...anyOf(rest)]
}

function asksFileName(term: SearchTerm): boolean {
  if (term.kind === 'filename') return true
  if (term.kind === 'not') return asksFileName(term.term)
  return 'terms' in term && term.terms.some(asksFileName)
}

function flagKey(flag: string, on: boolean): Argument[] {
  const known = FLAG_KEYS.get(flag.toLowerCase())
  if (known) return [atom(on ? known : `UN${known}`)]
  return [atom(on ? 'KEYWORD' : 'UNKEYWORD'), atom(flag)]
}

/** `2024-02-03` → `3-Feb-2024`. */
function dayOf(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${Number(date)}-${MONTHS[Number(month) - 1] ?? 'Jan'}-${year.padStart(4, '0')}`
}
