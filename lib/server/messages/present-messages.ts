/** Which messages are there: a search by UID, so that nothing about them need be fetched. */
import type { OpenBox } from '#lib/server/imap/account.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { chunkUids } from '#lib/server/imap/uid-set.ts'
import type { Group } from './change-run.ts'
import type { LendFolder } from './lend-folder.ts'
import { assertSame } from './select-messages.ts'

/** Those of these messages that are in the open folder, as ascending UIDs. */
export async function presentIn(box: OpenBox, uids: readonly number[]): Promise<number[]> {
  await box.run('NOOP', []) // a search finds what another client removed, until the server has told of it
  const asked = new Set(uids)
  const found: number[] = []
  for (const { set } of chunkUids(uids)) found.push(...(await searchMessages(box, { kind: 'uid', set })))
  return found.filter((uid) => asked.has(uid)).sort((a, b) => a - b)
}

/** Those of these messages that are in their folder. @throws MailError uidvalidity_changed, unavailable */
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
