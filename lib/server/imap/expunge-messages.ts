/** Removing messages for good (RFC 3501 §6.4.3, RFC 4315 §2.1), and nothing else. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { searchUids } from './search-messages.ts'
import { storeFlags } from './store-flags.ts'
import { chunkUids } from './uid-set.ts'

/**
 * Removes these messages for good. Without UIDPLUS a plain EXPUNGE would take everything that is
 * marked `\Deleted`: other marks are lifted for its moment, and set again. Where the server refuses, they are as before.
 * @throws MailError forbidden, refused, unavailable
 */
export async function expungeMessages(box: OpenBox, uids: Iterable<number>): Promise<void> {
  const wanted = [...uids]
  if (wanted.length === 0) return
  await storeFlags(box, wanted, { add: ['\\Deleted'] })
  try {
    await expungeMarked(box, wanted)
  } catch (error) {
    await unmark(box, wanted)
    throw error
  }
}

async function expungeMarked(box: OpenBox, wanted: readonly number[]): Promise<void> {
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

/** A mark that stays would let anybody's next EXPUNGE take them. Where the connection is gone, nothing can be done. */
async function unmark(box: OpenBox, uids: readonly number[]): Promise<void> {
  try {
    await storeFlags(box, uids, { remove: ['\\Deleted'] })
  } catch (error) {
    if (!(error instanceof MailError)) throw error
  }
}
