/** A change in parts: one call names so many messages at most. */
import type { Change } from '#lib/api/changes.ts'

/** Messages that one call may name. */
const MOST_NAMED = 1_000

/** A change of more messages takes long enough to be watched: the server tells how far it is. */
export const LONG_CHANGE = 500

/** The same change as calls that each may be made. One that names no more than it may, or a view, stays as it is. */
export function partsOf(change: Change): Change[] {
  if (change.kind === 'undo' || !('ids' in change.messages)) return [change]
  const { ids } = change.messages
  const parts: Change[] = []
  for (let at = 0; at < ids.length; at += MOST_NAMED) {
    parts.push({ ...change, messages: { ids: ids.slice(at, at + MOST_NAMED) } })
  }
  return parts
}
