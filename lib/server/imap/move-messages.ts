/** MOVE (RFC 6851), or what it stands for. */

import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { AT_ONCE, copyMessages } from './copy-messages.ts'
import { type MovedTo, noteCopyUid } from './copy-result.ts'
import { expungeMessages } from './expunge-messages.ts'
import { atom, sequence } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { overPresent } from './over-present.ts'
import { searchUids } from './search-messages.ts'
import { chunkUids } from './uid-set.ts'

export type { MovedTo }

/**
 * Moves messages to another folder; UIDs that are gone are passed over. Without MOVE: COPY, then
 * `\Deleted` and an expunge of these alone. Nothing is removed whose copy was not confirmed.
 * @throws MailError not_found (no such target), forbidden, over_quota, refused, unavailable
 */
export async function moveMessages(box: OpenBox, uids: Iterable<number>, toPath: string): Promise<MovedTo> {
  if (box.readOnly) throw new MailError('forbidden')
  if (!box.capabilities.has('MOVE')) return await copyThenRemove(box, uids, toPath)
  const moved: MovedTo = { uidValidity: null, uids: new Map() }
  await overPresent(box, uids, AT_ONCE, async (set) => {
    const answer = await box.run('UID MOVE', [sequence(set), encodeMailboxName(toPath)], {
      // RFC 6851 §4.3: COPYUID comes in an untagged OK before the expunges.
      OK: (untagged) => {
        noteCopyUid(moved, untagged)
        return true
      },
    })
    noteCopyUid(moved, answer)
  })
  return moved
}

async function copyThenRemove(box: OpenBox, uids: Iterable<number>, toPath: string): Promise<MovedTo> {
  const moved: MovedTo = { uidValidity: null, uids: new Map() }
  for (const { set } of chunkUids(uids, AT_ONCE)) {
    // Only what is there can have been copied: an UID that appears in no answer is not removed.
    const present = await searchUids(box, [atom('UID'), sequence(set)])
    const copied = await copyMessages(box, present, toPath)
    moved.uidValidity = copied.uidValidity ?? moved.uidValidity
    for (const [from, to] of copied.uids) moved.uids.set(from, to)
    await expungeMessages(box, present)
  }
  return moved
}
