/** From a message's id to an open folder: every read of a message begins here. */
import { folderPathOf, type MessageId, messageNameOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'

/** Which message of which folder. */
export type MessagePlace = { folderId: string; path: string; uidValidity: number; uid: number }

/** @throws MailError not_found where the id names no folder */
function placeOf(id: MessageId): MessagePlace {
  const { folderId, uidValidity, uid } = messageNameOf(id)
  const path = folderPathOf(folderId)
  if (path === null) throw new MailError('not_found')
  return { folderId, path, uidValidity, uid }
}

/**
 * Lends the message's folder to a read, which is repeated once if the connection dies.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function withMessage<T>(
  account: Account,
  id: MessageId,
  read: (box: OpenBox, place: MessagePlace) => Promise<T>,
): Promise<T> {
  const place = placeOf(id)
  return await account.use(
    place.path,
    async (box) => {
      if (box.uidValidity !== place.uidValidity) throw new MailError('uidvalidity_changed')
      return await read(box, place)
    },
    { repeatable: true },
  )
}
