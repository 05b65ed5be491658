/** What of a message stays the same wherever it is carried (RFC 3501 §6.4.7): size and INTERNALDATE. */
import type { OpenBox } from './account.ts'
import { fetchByUid } from './fetch-by-uid.ts'
import { atom } from './imap-client.ts'
import { numberOf, textOf } from './response.ts'

/**
 * The stamp of each message by its UID, in words that are only good for comparing. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchStamps(box: OpenBox, uids: Iterable<number>): Promise<Map<number, string>> {
  return await fetchByUid(box, uids, [atom('INTERNALDATE'), atom('RFC822.SIZE')], (items) => {
    const received = textOf(items.get('INTERNALDATE'))
    return received === null ? null : `${numberOf(items.get('RFC822.SIZE'))} ${received.trim()}`
  })
}
