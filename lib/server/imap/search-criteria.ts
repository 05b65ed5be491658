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

/** The criteria of a term. `filename` can't be asked: what it would narrow down stays wide. */
export function criteriaOf(term: SearchTerm): Argument[] {
  const terms = conjunctsOf(term)
  return terms.length === 0 ? ALL : terms.flatMap(keyOf)
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
function oneKeyOf(term: SearchTerm): Argument[] {
  const terms = conjunctsOf(term)
  const [only] = terms
  if (!only) return ALL
  return terms.length === 1 ? keyOf(only) : [terms.flatMap(keyOf)]
}

function keyOf(term: SearchTerm): Argument[] {
  switch (term.kind) {
    case 'all':
    case 'filename':
      return ALL
    case 'and':
      return oneKeyOf(term)
    case 'or':
      return anyOf(term.terms)
    case 'not':
      return asksFileName(term.term) ? ALL : [atom('NOT'), ...oneKeyOf(term.term)]
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

// Line ends and NUL can be in no IMAP string that a server would search for.
function stringOf(value: string): Argument {
  return text(value.replaceAll(/[\r\n\0]+/g, ' '))
}

function anyOf(terms: readonly SearchTerm[]): Argument[] {
  const [first, ...rest] = terms
  if (!first) return ALL
  return rest.length === 0 ? oneKeyOf(first) : [atom('OR'), ...oneKeyOf(first), ...anyOf(rest)]
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
