/** What of a message stays the same wherever it is carried (RFC 3501 §6.4.7): size and INTERNALDATE. */
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence } from './imap-client.ts'
import { numberOf, textOf, type Untagged } from './response.ts'
import { chunkUids } from './uid-set.ts'

/**
 * The stamp of each message by its UID, in words that are only good for comparing. Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchStamps(box: OpenBox, uids: Iterable<number>): Promise<Map<number, string>> {
  const stamps = new Map<number, string>()
  const FETCH = (untagged: Untagged) => {
    const items = itemsOf(untagged)
    const uid = numberOf(items.get('UID'))
    const received = textOf(items.get('INTERNALDATE'))
    if (uid === null || received === null) return false // flags that someone else changed meanwhile
    stamps.set(uid, `${numberOf(items.get('RFC822.SIZE'))} ${received.trim()}`)
    return true
  }
  const items = ['UID', 'INTERNALDATE', 'RFC822.SIZE'].map((name) => atom(name))
  for (const { set } of chunkUids(uids)) await box.run('UID FETCH', [sequence(set), items], { FETCH })
  return stamps
}
