/** Which messages of a change are there. */
import { presentIn } from '#lib/server/imap/present-uids.ts'
import type { Group } from './change-run.ts'
import type { LendFolder } from './lend-folder.ts'
import { assertSame } from './select-messages.ts'

/** Those of these messages that are in their folder, as ascending UIDs. @throws MailError uidvalidity_changed, unavailable */
export async function presentOf(
  lend: LendFolder,
  group: Pick<Group, 'path' | 'uidValidity'>,
  uids: readonly number[],
): Promise<number[]> {
  return await lend(
    group.path,
    async (box) => {
      assertSame(box, group)
      return await presentIn(box, uids)
    },
    { repeatable: true },
  )
}
