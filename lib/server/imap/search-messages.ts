/** UID SEARCH (RFC 3501 §6.4.4), by ESEARCH (RFC 4731) where it is offered. */
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { OpenBox } from './account.ts'
import { type Argument, atom, type UntaggedHandlers } from './imap-client.ts'
import { textOf, type Untagged } from './response.ts'
import { criteriaOf, hasWords, needsCharset } from './search-criteria.ts'
import { uidsOfSet } from './uid-set.ts'

/**
 * The messages that a term matches, as ascending UIDs.
 * @throws MailError refused (the server can't search so), unavailable
 */
export function searchMessages(box: OpenBox, term: SearchTerm): Promise<number[]> {
  return askInWords(box, term, (criteria) => searchUids(box, criteria))
}

/** A full-text index may not know messages from here to the newest yet. */
const NEWEST = 100

/**
 * Asks with similar words where the server offers that (SEARCH=FUZZY, RFC 6203), and as they are where it finds nothing so:
 * Cyrus offers it also where it has no index, and knows nothing then.
 */
export async function askInWords(
  box: OpenBox,
  term: SearchTerm,
  ask: (criteria: Argument[]) => Promise<number[]>,
): Promise<number[]> {
  if (box.capabilities.has('SEARCH=FUZZY') && hasWords(term)) {
    const found = await ask(criteriaOf(term, { exactFrom: Math.max(1, box.uidNext - NEWEST) }))
    if (found.length > 0) return found
  }
  return await ask(criteriaOf(term))
}

/** As `searchMessages`, for criteria already put in IMAP's words. */
export async function searchUids(box: OpenBox, criteria: Argument[]): Promise<number[]> {
  const found: number[] = []
  const handlers: UntaggedHandlers = {
    SEARCH: (untagged) => {
      for (const uid of untagged.numbers ?? numbersOf(untagged)) found.push(uid)
      return true
    },
    ESEARCH: (untagged) => {
      for (const uid of uidsOfAll(untagged)) found.push(uid)
      return true
    },
  }
  const returning = box.capabilities.has('ESEARCH') ? [atom('RETURN'), [atom('ALL')]] : []
  const charset = needsCharset(criteria) ? [atom('CHARSET'), atom('UTF-8')] : []
  await box.run('UID SEARCH', [...returning, ...charset, ...criteria], handlers)
  return found.sort((a, b) => a - b)
}

/** The numbers of an answer that was read as words. */
export function numbersOf(untagged: Untagged): number[] {
  return (untagged.attributes ?? []).map((node) => Number(textOf(node))).filter((uid) => uid > 0)
}

/** `ALL 1:3,7` of an ESEARCH answer, in the order of the answer. */
export function uidsOfAll(untagged: Untagged): number[] {
  const nodes = untagged.attributes ?? []
  const at = nodes.findIndex((node) => textOf(node)?.toUpperCase() === 'ALL')
  return at < 0 ? [] : uidsOfSet(textOf(nodes[at + 1]) ?? '')
}
