/** Deleting: to the trash, and for good. */
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { folderOfRole } from '#lib/server/imap/folder-of-role.ts'
import { isWithin, listFolderNames } from '#lib/server/imap/list-folders.ts'
import { presentIn } from '#lib/server/imap/present-uids.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { assertSame } from './select-messages.ts'

/** The trash folder, made where there is none, and whether a folder is it or in it. */
export async function findTrash(
  account: Account,
): Promise<{ path: string; holds: (path: string) => boolean }> {
  const known = (await listFolderNames(account)).find(({ role }) => role === 'trash')
  if (known) return { path: known.path, holds: (path) => isWithin(path, known) }
  const made = await folderOfRole(account, 'trash')
  return { path: made, holds: (path) => path === made }
}

/**
 * Removes messages for good, and no others.
 * @throws MailError forbidden, uidvalidity_changed, refused, unavailable
 */
export async function removeMessages(run: ChangeRun, groups: readonly Group[]): Promise<void> {
  await run.eachChunk(groups, (group, uids) => removeChunk(run, group, uids))
}

async function removeChunk(run: ChangeRun, group: Group, uids: number[]): Promise<void> {
  let present: number[] | null = null
  run.touch(group.path)
  await run.lend(
    group.path,
    async (box) => {
      assertSame(box, group)
      if (box.readOnly) throw new MailError('forbidden', { detail: changeRefused.readOnly })
      // Read once, also where a lost connection makes it begin anew: what is gone by then was removed by us.
      present ??= await presentIn(box, uids)
      if (present.length > 0) await expungeMessages(box, present)
    },
    { repeatable: true },
  )
  const there = new Set<number>(present ?? [])
  run.removed(there.size)
  run.noteMissing(
    group,
    uids.filter((uid) => !there.has(uid)),
  )
}
