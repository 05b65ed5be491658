/** The copy in Sent: found where the server files its own, else put there; once. */
import { folderIdOf, type MessageId, messageIdOf } from '#lib/api/ids.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { appendOnce } from '#lib/server/imap/append-once.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { folderOfRole } from '#lib/server/imap/folder-of-role.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'

/** The messages of this Message-ID in an open folder, as UIDs. */
async function found(box: OpenBox, messageId: string): Promise<number[]> {
  await box.run('NOOP', [])
  return await searchMessages(box, { kind: 'header', name: 'Message-ID', value: messageId })
}

/**
 * Where a message stands in Sent, or null. One that the server filed is marked as read.
 * @throws MailError forbidden, refused, unavailable
 */
export async function findInSent(account: Account, messageId: string): Promise<MessageId | null> {
  const path = await folderOfRole(account, 'sent')
  return await account.use(
    path,
    async (box) => {
      const [uid] = await found(box, messageId)
      if (uid === undefined) return null
      if (!box.readOnly) await storeFlags(box, [uid], { add: ['\\Seen'] })
      return messageIdOf({ folderId: folderIdOf(path), uidValidity: box.uidValidity, uid })
    },
    { repeatable: true },
  )
}

/** Whether it has come to the inbox: who writes to themselves knows from there that it was sent. */
export async function isInInbox(account: Account, messageId: string): Promise<boolean> {
  return await account.use('INBOX', async (box) => (await found(box, messageId)).length > 0, {
    repeatable: true,
    readOnly: true,
  })
}

/**
 * Sees to it that Sent holds the message once. A server that files its own copy may do so at the same moment: then ours
 * goes again.
 * @throws MailError over_quota, too_large, forbidden, refused, unavailable
 */
export async function fileCopy(
  account: Account,
  messageId: string,
  raw: () => Promise<Uint8Array>,
): Promise<MessageId> {
  const known = await findInSent(account, messageId)
  if (known) return known
  const path = await folderOfRole(account, 'sent')
  const own = await appendOnce(account, {
    path,
    raw: await raw(),
    flags: ['\\Seen'],
    receivedAt: new Date(),
  })
  const uid = await account.use(path, (box) => withoutOurs(box, messageId, own.uid), { repeatable: true })
  afterChange(account, path)
  return messageIdOf({ folderId: folderIdOf(path), uidValidity: own.uidValidity, uid })
}

/** @returns the UID of the copy that stays */
async function withoutOurs(box: OpenBox, messageId: string, own: number): Promise<number> {
  const all = await found(box, messageId)
  const theirs = all.find((uid) => uid !== own)
  if (theirs === undefined) return own
  if (all.includes(own)) await expungeMessages(box, [own])
  await storeFlags(box, [theirs], { add: ['\\Seen'] })
  return theirs
}
