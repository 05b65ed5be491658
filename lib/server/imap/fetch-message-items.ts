/** Data items of one message. */
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence, type Token } from './imap-client.ts'
import { type Node, numberOf } from './response.ts'

/**
 * The items of one message by name (see fetch-items.ts), or null where there is no such message.
 * A session may not know yet of a message that is there: it is asked for news, and then once more.
 * @param expected an item without which an answer is not the one asked for
 */
export async function fetchItems(
  box: OpenBox,
  uid: number,
  items: Token[],
  expected: string,
): Promise<Map<string, Node> | null> {
  // Dovecot tells of it behind the answer to the first question.
  const { reports } = box
  const found = await fetchOnce(box, uid, items, expected)
  if (found) return found
  await box.run('NOOP', [])
  return box.reports === reports ? null : await fetchOnce(box, uid, items, expected)
}

async function fetchOnce(
  box: OpenBox,
  uid: number,
  items: Token[],
  expected: string,
): Promise<Map<string, Node> | null> {
  let found: Map<string, Node> | null = null
  await box.run('UID FETCH', [sequence(`${uid}`), [atom('UID'), ...items]], {
    FETCH: (untagged) => {
      const answer = itemsOf(untagged)
      if (numberOf(answer.get('UID')) !== uid || !answer.has(expected)) return false
      found = new Map([...(found ?? []), ...answer])
      return true
    },
  })
  return found
}
