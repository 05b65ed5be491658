/** Which messages are there: a search by UID, so that nothing about them need be fetched. */
import type { OpenBox } from './account.ts'
import { searchMessages } from './search-messages.ts'
import { chunkUids } from './uid-set.ts'

/** Those of these messages that are in the open folder, as ascending UIDs. */
export async function presentIn(box: OpenBox, uids: readonly number[]): Promise<number[]> {
  await box.run('NOOP', []) // a search finds what another client removed, until the server has told of it
  const asked = new Set(uids)
  const found: number[] = []
  for (const { set } of chunkUids(uids)) found.push(...(await searchMessages(box, { kind: 'uid', set })))
  return found.filter((uid) => asked.has(uid)).sort((a, b) => a - b)
}
