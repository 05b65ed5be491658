/** The path behind a folder id, as it goes to the server. */
import { type FolderId, folderPathOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'

/**
 * A folder's path (Unicode). `inbox` in any other case names nothing: the inbox has one id.
 * @throws MailError not_found where no folder can have this id
 */
export function folderPath(id: FolderId): string {
  const path = folderPathOf(id)
  if (!path || /\p{Cc}/u.test(path) || (path !== 'INBOX' && path.toUpperCase() === 'INBOX')) {
    throw new MailError('not_found')
  }
  return path
}
