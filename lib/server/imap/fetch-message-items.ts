/** Data items of one message. */
import type { OpenBox } from './account.ts'
import { itemsOf } from './fetch-items.ts'
import { atom, sequence, type Token } from './imap-client.ts'
import { type Node, numberOf } from './response.ts'

/** The items of one message by name (see fetch-items.ts), or null where none came that has `expected`. */
export async function fetchItems(
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
