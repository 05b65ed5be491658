/** The order of a view: SORT (RFC 5256) where it is offered, our own over fetched keys where not. */

import type { Sort } from '#lib/api/messages.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { firstField, parseHeader } from '#lib/mail/header-fields.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import { addressesOf, dateOf } from '#lib/mail/summary.ts'
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { type Argument, atom, sequence } from './imap-client.ts'
import { parseInternalDate } from './internal-date.ts'
import { bytesOf, numberOf, textOf } from './response.ts'
import { criteriaOf, needsCharset } from './search-criteria.ts'
import { numbersOf, searchUids, uidsOfAll } from './search-messages.ts'
import { chunkUids } from './uid-set.ts'

type SortField = 'date' | 'from' | 'subject' | 'size'

/**
 * A term's messages in the order of `sort`, as UIDs. `date` is the Date header, INTERNALDATE where that
 * can't be read; `from` the sender's name, else address (RFC 5957), where the server sorts by it, else the
 * local part of the address (RFC 5256); `subject` the base subject. Ties are in the order of UIDs, in the
 * same direction: hence ascending from the server, which leaves ties ascending under REVERSE too, and
 * turned round here.
 * @throws MailError refused, unavailable
 */
export async function sortMessages(box: OpenBox, sort: Sort, term: SearchTerm): Promise<number[]> {
  const field = sort.replace('-', '') as SortField
  const criteria = criteriaOf(term)
  const ascending = sortsByTheBook(box)
    ? await askedOrder(box, field, criteria)
    : await ownOrder(box, field, await searchUids(box, criteria))
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

const KEY_FIELDS = { date: 'DATE', from: 'FROM', subject: 'SUBJECT' }

/** Fetches each message's key and sorts here, for servers without SORT. */
async function ownOrder(box: OpenBox, field: SortField, uids: number[]): Promise<number[]> {
  const keys = new Map<number, string | number>()
  const wanted =
    field === 'size'
      ? [atom('RFC822.SIZE')]
      : [atom('BODY.PEEK', [atom('HEADER.FIELDS'), [atom(KEY_FIELDS[field])]])]
  const items = [atom('UID'), ...(field === 'date' ? [atom('INTERNALDATE')] : []), ...wanted]
  for (const { set } of chunkUids(uids, 1_000)) {
    await box.run('UID FETCH', [sequence(set), items], {
      FETCH: (untagged) => {
        const found = itemsOf(untagged)
        const uid = numberOf(found.get('UID'))
        if (uid === null || found.size < items.length) return false
        keys.set(uid, keyOf(field, found))
        return true
      },
    })
  }
  const compare = new Intl.Collator('en', { sensitivity: 'base' }).compare
  return uids
    .filter((uid) => keys.has(uid))
    .sort((a, b) => {
      const [left, right] = [keys.get(a) ?? 0, keys.get(b) ?? 0]
      const order = typeof left === 'number' ? left - Number(right) : compare(left, String(right))
      return order || a - b
    })
}

function keyOf(field: SortField, found: ReturnType<typeof itemsOf>): string | number {
  if (field === 'size') return numberOf(found.get('RFC822.SIZE')) ?? 0
  const fields = parseHeader(bytesOf(found.get('BODY[HEADER.FIELDS]')) ?? new Uint8Array())
  if (field === 'date') {
    return (dateOf(fields) ?? parseInternalDate(textOf(found.get('INTERNALDATE')) ?? '')).getTime()
  }
  if (field === 'subject') return baseSubject(decodeHeaderText(firstField(fields, 'subject') ?? ''))
  const [sender] = addressesOf(fields, 'from')
  return sender ? sender.name || sender.address : ''
}

// RFC 5256 §2.1, without its corner cases: re, fw, fwd with [blobs], trailing (fwd).
const REPLY = /^\s*(?:(?:re|fwd?)\s*(?:\[[^\]]*\]\s*)?:|\[[^\]]*\](?=\s*\S))\s*/i

function baseSubject(subject: string): string {
  let base = subject.replace(/(?:\s*\(fwd\))+\s*$/i, '').trim()
  for (let next = base.replace(REPLY, ''); next !== base; next = base.replace(REPLY, '')) base = next
  return base
}
