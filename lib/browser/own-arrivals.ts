/** Messages that came to their folder by what this person did here: an undo, a move. Nobody need be told of them. */
import type { ChangeResult } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'

/** Longer lists are forgotten from their beginning. */
const KEPT = 2000

const own = new Set<MessageId>()

/** Learns what an answered change brought where. */
export function noteArrivals({ moved = [] }: ChangeResult): void {
  for (const { to } of moved) if (to) own.add(to)
  for (const oldest of own) {
    if (own.size <= KEPT) return
    own.delete(oldest)
  }
}

/** Whether a message came by an own change. */
export function isOwnArrival(id: MessageId): boolean {
  return own.has(id)
}
