/** What messages are sorted by where the server can't sort: one FETCH of one small thing. */
import type { Sort } from '#lib/api/messages.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { firstField, parseHeader } from '#lib/mail/header-fields.ts'
import { senderKey, subjectKey } from '#lib/mail/sort-key.ts'
import { addressesOf, dateOf } from '#lib/mail/summary.ts'
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence, type Token } from './imap-client.ts'
import { parseInternalDate } from './internal-date.ts'
import { bytesOf, type Node, numberOf, textOf, type Untagged } from './response.ts'
import { chunkUids } from './uid-set.ts'

/** What is sorted by, whichever the direction. */
export type SortField = 'date' | 'from' | 'subject' | 'size'

/** Milliseconds, bytes, or a collation key. All keys of one field are of one kind. */
export type SortKey = number | string

export function fieldOf(sort: Sort): SortField {
  return sort.replace('-', '') as SortField
}

/** Negative where `a` comes first, ties by UID. */
export function compareKeyed(a: readonly [number, SortKey], b: readonly [number, SortKey]): number {
  return a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : a[0] - b[0]
}

/** Messages that one command asks about. */
export const ROWS_AT_ONCE = 1_000

/**
 * Keys by UID. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchSortKeys(
  box: OpenBox,
  field: SortField,
  uids: Iterable<number>,
): Promise<[uid: number, key: SortKey][]> {
  const keys = new Map<number, SortKey>()
  const wanted = itemsFor(field)
  const FETCH = (untagged: Untagged) => {
    const found = itemsOf(untagged)
    const uid = numberOf(found.get('UID'))
    if (uid === null || found.size < wanted.length) return false // flags that someone else changed meanwhile
    keys.set(uid, keyOf(field, found))
    return true
  }
  for (const { set } of chunkUids(uids, ROWS_AT_ONCE)) {
    await box.run('UID FETCH', [sequence(set), wanted], { FETCH })
  }
  return [...keys]
}

function itemsFor(field: SortField): Token[] {
  if (field === 'size') return [atom('UID'), atom('RFC822.SIZE')]
  const header = atom('BODY.PEEK', [atom('HEADER.FIELDS'), [atom(field.toUpperCase())]])
  return field === 'date' ? [atom('UID'), atom('INTERNALDATE'), header] : [atom('UID'), header]
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
