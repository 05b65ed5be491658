/** FETCH of a few items of many messages, each answer read by itself (RFC 3501 §6.4.5). */
import type { LendBox, OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence, type Token } from './imap-client.ts'
import { type Node, numberOf, type Untagged } from './response.ts'
import { chunkUids } from './uid-set.ts'

/** Messages that one command of a long reading asks about: what is clicked meanwhile waits for one such command at most. */
export const ROWS_AT_ONCE = 1_000

/**
 * What `read` makes of each message's items, by UID. Messages that are gone are left out.
 * @param read answers null where the items are no answer to this but flags that someone else changed meanwhile
 * @param most how many messages one command asks about
 * @throws MailError unavailable
 */
export async function fetchByUid<T>(
  box: OpenBox,
  uids: Iterable<number>,
  items: readonly Token[],
  read: (items: ReadonlyMap<string, Node>) => T | null,
  most?: number,
): Promise<Map<number, T>> {
  const found = new Map<number, T>()
  const FETCH = (untagged: Untagged) => {
    const answer = itemsOf(untagged)
    const uid = numberOf(answer.get('UID'))
    const value = read(answer)
    if (uid === null || value === null) return false
    found.set(uid, value)
    return true
  }
  for (const { set } of chunkUids(uids, most)) {
    await box.run('UID FETCH', [sequence(set), [atom('UID'), ...items]], { FETCH })
  }
  return found
}

/** The same of very many messages, in a turn for each command. */
export async function fetchInTurns<T>(
  lend: LendBox,
  uids: readonly number[],
  fetch: (box: OpenBox, some: readonly number[]) => Promise<ReadonlyMap<number, T>>,
): Promise<Map<number, T>> {
  const found = new Map<number, T>()
  for (let at = 0; at < uids.length; at += ROWS_AT_ONCE) {
    const some = uids.slice(at, at + ROWS_AT_ONCE)
    for (const [uid, value] of await lend((box) => fetch(box, some))) found.set(uid, value)
  }
  return found
}
