/** How much a change is about, in words. */
import { plural } from './plural.ts'

/** Messages; or, where rows are conversations, how many of those they make. */
export type Amount = { count: number; conversations?: number }

/** "1 message", "3 conversations". */
export function amount(of: number | Amount): string {
  const { count, conversations } = typeof of === 'number' ? { count: of } : of
  return conversations === undefined
    ? plural(count, { one: '1 message', other: '# messages' })
    : plural(conversations, { one: '1 conversation', other: '# conversations' })
}
