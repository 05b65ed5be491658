/** `POST /api/folders/:id/empty`. */
import type { EmptiedFolder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { folderWords } from '#lib/mail/words/folder-problems.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { type Calling, originOf } from '#lib/server/session/origin.ts'
import { noteFolderEmptied } from './note-folder-change.ts'

/** How much goes at a time: what is done when something breaks is known to be done. */
const AT_ONCE = 5_000

const REPEATED = { role: 'bulk', repeatable: true } as const

/**
 * Deletes for good what is in the folder now; mail that arrives meanwhile stays.
 * @throws MailError not_found, forbidden (read-only), refused, unavailable
 */
export async function emptyFolder(
  call: Calling & { account: Account; params: { id: FolderId } },
): Promise<EmptiedFolder> {
  const { account, params } = call
  const path = folderPath(params.id)
  try {
    const { uids, uidValidity } = await account.use(path, (box) => presentNow(box), REPEATED)
    for (let at = 0; at < uids.length; at += AT_ONCE) {
      const some = uids.slice(at, at + AT_ONCE)
      const expunge = async (box: OpenBox) => {
        if (box.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
        await expungeMessages(box, some)
      }
      // What is gone already is as was wished: begun again after a loss, it ends what it began.
      await account.use(path, expunge, REPEATED)
    }
    noteFolderEmptied(account, originOf(call), params.id, uids.length)
    return { deleted: uids.length }
  } finally {
    afterChange(account, path)
  }
}

async function presentNow(box: OpenBox): Promise<{ uids: number[]; uidValidity: number }> {
  if (box.readOnly) throw new MailError('forbidden', { detail: folderWords.readOnly })
  await box.run('NOOP', []) // it may be open here for a while: what came since is told now
  return { uids: await searchMessages(box, { kind: 'all' }), uidValidity: box.uidValidity }
}
