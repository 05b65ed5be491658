/** The order of a view: SORT (RFC 5256) where it is offered, our own over fetched keys where not. */

import type { Sort } from '#lib/api/messages.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { OpenBox } from './account.ts'
import { compareKeyed, fetchSortKeys, fieldOf, type SortField } from './fetch-sort-keys.ts'
import { type Argument, atom } from './imap-client.ts'
import { needsCharset } from './search-criteria.ts'
import { askInWords, numbersOf, searchMessages, uidsOfAll } from './search-messages.ts'

/**
 * A term's messages in the order of `sort`, as UIDs. `date` is the Date header, INTERNALDATE where that
 * can't be read; `from` the sender's name, else address (RFC 5957), where the server sorts by it, else the
 * local part of the address (RFC 5256); `subject` the base subject. Ties are in the order of UIDs, in the
 * same direction: hence ascending from the server, which leaves ties ascending under REVERSE too, and
 * turned round here.
 * @throws MailError refused, unavailable
 */
export async function sortMessages(box: OpenBox, sort: Sort, term: SearchTerm): Promise<number[]> {
  const field = fieldOf(sort)
  const ascending = sortsByTheBook(box)
    ? await askInWords(box, term, (criteria) => askedOrder(box, field, criteria))
    : [...(await fetchSortKeys(box, field, await searchMessages(box, term)))]
        .sort(compareKeyed)
        .map(([uid]) => uid)
  return sort.startsWith('-') ? ascending.reverse() : ascending
}

/**
 * Courier (the only one to offer ACL2=UNION) orders ties by whatever it likes, and mail without a readable date before
 * all other; and it is no faster at it than we are.
 */
export function sortsByTheBook({ capabilities }: Pick<OpenBox, 'capabilities'>): boolean {
  return capabilities.has('SORT') && !capabilities.has('ACL2=UNION')
}

async function askedOrder(box: OpenBox, field: SortField, criteria: Argument[]): Promise<number[]> {
  const order: number[] = []
  const append = (uids: number[]) => {
    for (const uid of uids) order.push(uid)
    return true
  }
  const key = field === 'from' && box.capabilities.has('SORT=DISPLAY') ? 'DISPLAYFROM' : field.toUpperCase()
  // RFC 5267 §3: the same order as a set, which is shorter and read faster.
  const returning = box.capabilities.has('ESORT') ? [atom('RETURN'), [atom('ALL')]] : []
  const charset = atom(needsCharset(criteria) ? 'UTF-8' : 'US-ASCII')
  await box.run('UID SORT', [...returning, [atom(key)], charset, ...criteria], {
    SORT: (untagged) => append(untagged.numbers ?? numbersOf(untagged)),
    ESEARCH: (untagged) => append(uidsOfAll(untagged)),
  })
  return order
}
