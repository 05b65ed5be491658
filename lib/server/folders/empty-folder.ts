/** `POST /api/folders/:id/empty`. */
import type { EmptiedFolder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'

/** How much goes at a time: what is done when something breaks is known to be done. */
const AT_ONCE = 5_000

/**
 * Deletes for good what is in the folder now; mail that arrives meanwhile stays.
 * @throws MailError not_found, forbidden (read-only), refused, unavailable
 */
export async function emptyFolder({
  account,
  params,
}: {
  account: Account
  params: { id: FolderId }
}): Promise<EmptiedFolder> {
  const path = folderPath(params.id)
  try {
    return await account.use(
      path,
      async (box) => {
        if (box.readOnly) throw new MailError('forbidden', { detail: folderWords.readOnly })
        await box.run('NOOP', []) // it may be open here for a while: what came since is told now
        const uids = await searchMessages(box, { kind: 'all' })
        for (let at = 0; at < uids.length; at += AT_ONCE) {
          await expungeMessages(box, uids.slice(at, at + AT_ONCE))
        }
        return { deleted: uids.length }
      },
      { role: 'bulk' },
    )
  } finally {
    afterChange(account, path)
  }
}
