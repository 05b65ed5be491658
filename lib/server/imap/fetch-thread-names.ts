/** The identifiers that messages name, as their headers spell them: what a conversation is looked for by. */
import { parseHeader } from '#lib/mail/header-fields.ts'
import { messageIdsOf } from '#lib/mail/summary.ts'
import { threadNamesOf } from '#lib/mail/thread-keys.ts'
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { THREAD_HEADER } from './fetch-thread-keys.ts'
import { atom, sequence } from './imap-client.ts'
import { bytesOf, numberOf, type Untagged } from './response.ts'
import { chunkUids } from './uid-set.ts'

/** `names` begins with the message's own identifier, where it has one; then the root of its References, then nearer ones. */
export type ThreadNames = { uid: number; rfcMessageId: string | null; names: string[] }

/**
 * Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchThreadNames(box: OpenBox, uids: Iterable<number>): Promise<ThreadNames[]> {
  const found = new Map<number, ThreadNames>()
  const FETCH = (untagged: Untagged) => {
    const items = itemsOf(untagged)
    const uid = numberOf(items.get('UID'))
    const header = bytesOf(items.get('BODY[HEADER.FIELDS]'))
    if (uid === null || header === null) return false // flags that someone else changed meanwhile
    const fields = parseHeader(header)
    const [rfcMessageId = null] = messageIdsOf(fields, 'message-id')
    found.set(uid, { uid, rfcMessageId, names: threadNamesOf(fields) })
    return true
  }
  for (const { set } of chunkUids(uids)) {
    await box.run('UID FETCH', [sequence(set), [atom('UID'), THREAD_HEADER]], { FETCH })
  }
  return [...found.values()]
}
