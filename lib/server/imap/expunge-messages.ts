/** Removing messages for good (RFC 3501 §6.4.3, RFC 4315 §2.1), and nothing else. */
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { searchUids } from './search-messages.ts'
import { storeFlags } from './store-flags.ts'
import { chunkUids } from './uid-set.ts'

/**
 * Removes these messages for good. Without UIDPLUS a plain EXPUNGE would take everything that is
 * marked `\Deleted`: other marks are lifted for its moment, and set again.
 * @throws MailError forbidden, refused, unavailable
 */
export async function expungeMessages(box: OpenBox, uids: Iterable<number>): Promise<void> {
  const wanted = [...uids]
  if (wanted.length === 0) return
  await storeFlags(box, wanted, { add: ['\\Deleted'] })
  if (box.capabilities.has('UIDPLUS')) {
    for (const { set } of chunkUids(wanted, 2_000)) await box.run('UID EXPUNGE', [sequence(set)])
    return
  }
  const chosen = new Set(wanted)
  const others = (await searchUids(box, [atom('DELETED')])).filter((uid) => !chosen.has(uid))
  await storeFlags(box, others, { remove: ['\\Deleted'] })
  try {
    await box.run('EXPUNGE', [])
  } finally {
    await storeFlags(box, others, { add: ['\\Deleted'] })
  }
}
