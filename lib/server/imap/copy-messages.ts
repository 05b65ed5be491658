/** UID COPY (RFC 3501 §6.4.7). */
import type { OpenBox } from './account.ts'
import { type MovedTo, noteCopyUid } from './copy-result.ts'
import { sequence } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { overPresent } from './over-present.ts'

/** How many messages one command takes at most: a longer one would outlast its deadline on a slow server. */
export const AT_ONCE = 2_000

/**
 * Copies messages to another folder; UIDs that are gone are passed over.
 * @throws MailError not_found (no such target), forbidden, over_quota, refused, unavailable
 */
export async function copyMessages(box: OpenBox, uids: Iterable<number>, toPath: string): Promise<MovedTo> {
  const moved: MovedTo = { uidValidity: null, uids: new Map() }
  await overPresent(box, uids, AT_ONCE, async (set) => {
    noteCopyUid(moved, await box.run('UID COPY', [sequence(set), encodeMailboxName(toPath)]))
  })
  return moved
}
