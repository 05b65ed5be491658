/** Which messages a search term fits, file names included: those no server can be asked for. */
import { attachmentsOf } from '#lib/mail/attachments.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { OpenBox } from './account.ts'
import { fetchRows } from './fetch-rows.ts'
import type { FolderIndex } from './folder-index.ts'
import { searchMessages } from './search-messages.ts'
import { uidSet } from './uid-set.ts'

/** What of `index` is known by UID: all that is needed to say what "not" means. */
type Known = Pick<FolderIndex, 'uids'>

const ROWS_AT_ONCE = 200

// A file name stands in one of these; what has neither need not be fetched.
const MAY_HOLD_FILES: SearchTerm = {
  kind: 'or',
  terms: [
    { kind: 'header', name: 'Content-Type', value: 'multipart' },
    { kind: 'header', name: 'Content-Type', value: 'name' },
    { kind: 'header', name: 'Content-Disposition', value: 'name' },
  ],
}

/**
 * UIDs of the messages that `term` fits.
 * @param among only these are looked at; all where left out.
 */
export async function matchTerm(
  box: OpenBox,
  index: Known,
  term: SearchTerm,
  among?: readonly number[],
): Promise<number[]> {
  if (among?.length === 0) return []
  if (!asksFileNames(term)) return await searchAmong(box, term, among)
  switch (term.kind) {
    case 'and':
      return await matchAll(box, index, term.terms, among)
    case 'or': {
      const found = new Set<number>()
      for (const one of term.terms) for (const uid of await matchTerm(box, index, one, among)) found.add(uid)
      return [...found]
    }
    case 'not': {
      const fitting = new Set(await matchTerm(box, index, term.term, among))
      return (among ?? Array.from(index.uids)).filter((uid) => !fitting.has(uid))
    }
    case 'filename':
      return await withFileName(box, term.value, await searchAmong(box, MAY_HOLD_FILES, among))
    default:
      return []
  }
}

/** True where a term can't be asked of the server alone. */
export function asksFileNames(term: SearchTerm): boolean {
  if (term.kind === 'and' || term.kind === 'or') return term.terms.some(asksFileNames)
  return term.kind === 'not' ? asksFileNames(term.term) : term.kind === 'filename'
}

/** The server narrows first, then the rest is looked at. */
async function matchAll(
  box: OpenBox,
  index: Known,
  terms: readonly SearchTerm[],
  among?: readonly number[],
): Promise<number[]> {
  const asked = terms.filter((term) => !asksFileNames(term))
  let fitting = among
  if (asked.length > 0) fitting = await searchAmong(box, { kind: 'and', terms: asked }, among)
  for (const term of terms.filter(asksFileNames)) fitting = await matchTerm(box, index, term, fitting)
  return [...(fitting ?? index.uids)]
}

async function searchAmong(box: OpenBox, term: SearchTerm, among?: readonly number[]): Promise<number[]> {
  if (!among) return await searchMessages(box, term)
  if (among.length <= 500) {
    return await searchMessages(box, { kind: 'and', terms: [{ kind: 'uid', set: uidSet(among) }, term] })
  }
  const wanted = new Set(among)
  return (await searchMessages(box, term)).filter((uid) => wanted.has(uid))
}

async function withFileName(box: OpenBox, name: string, among: readonly number[]): Promise<number[]> {
  const wanted = name.normalize('NFC').toLowerCase()
  const found: number[] = []
  for (let at = 0; at < among.length; at += ROWS_AT_ONCE) {
    for (const { uid, structure } of await fetchRows(box, among.slice(at, at + ROWS_AT_ONCE))) {
      const names = attachmentsOf(structure).map(({ filename }) => filename.normalize('NFC').toLowerCase())
      if (names.some((one) => one.includes(wanted))) found.push(uid)
    }
  }
  return found
}
