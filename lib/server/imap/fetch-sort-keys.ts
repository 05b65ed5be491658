/** What messages are sorted by where the server can't sort: one FETCH of one small thing. */
import type { Sort } from '#lib/api/messages.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { firstField, parseHeader } from '#lib/mail/header-fields.ts'
import { senderKey, subjectKey } from '#lib/mail/sort-key.ts'
import { addressesOf, dateOf } from '#lib/mail/summary.ts'
import type { OpenBox } from './account.ts'
import { fetchByUid, ROWS_AT_ONCE } from './fetch-by-uid.ts'
import { atom, type Token } from './imap-client.ts'
import { parseInternalDate } from './internal-date.ts'
import { bytesOf, type Node, numberOf, textOf } from './response.ts'

/** What is sorted by, whichever the direction. */
export type SortField = 'date' | 'from' | 'subject' | 'size'

/** Milliseconds, bytes, or a collation key. All keys of one field are of one kind. */
export type SortKey = number | string

/** What a view is sorted by: `-date` and `date` are one field. */
export function fieldOf(sort: Sort): SortField {
  return sort.replace('-', '') as SortField
}

/** Negative where `a` comes first, ties by UID. */
export function compareKeyed(a: readonly [number, SortKey], b: readonly [number, SortKey]): number {
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[0] - b[0]
}

/**
 * Keys by UID. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchSortKeys(
  box: OpenBox,
  field: SortField,
  uids: Iterable<number>,
): Promise<Map<number, SortKey>> {
  const items = itemsFor(field)
  // Fewer items than these and the UID are flags that someone else changed meanwhile.
  const read = (found: ReadonlyMap<string, Node>) => (found.size > items.length ? keyOf(field, found) : null)
  return await fetchByUid(box, uids, items, read, ROWS_AT_ONCE)
}

function itemsFor(field: SortField): Token[] {
  if (field === 'size') return [atom('RFC822.SIZE')]
  const header = atom('BODY.PEEK', [atom('HEADER.FIELDS'), [atom(field.toUpperCase())]])
  return field === 'date' ? [atom('INTERNALDATE'), header] : [header]
}

function keyOf(field: SortField, found: ReadonlyMap<string, Node>): SortKey {
  if (field === 'size') return numberOf(found.get('RFC822.SIZE')) ?? 0
  const fields = parseHeader(bytesOf(found.get('BODY[HEADER.FIELDS]')) ?? new Uint8Array())
  if (field === 'date') {
    return (dateOf(fields) ?? parseInternalDate(textOf(found.get('INTERNALDATE')) ?? '')).getTime()
  }
  if (field === 'from') return senderKey(addressesOf(fields, 'from'))
  return subjectKey(decodeHeaderText(firstField(fields, 'subject') ?? ''))
}
