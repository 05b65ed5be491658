/** What is shown of a folder, by conversations. */
import { SEEN } from './flag-table.ts'
import type { FolderIndex } from './folder-index.ts'
import type { Conversations } from './folder-threads.ts'

/** How many messages a conversation has in the folder, and how many of them are unread. */
export type ThreadCounts = { threadCount: number; threadUnread: number }

/** Conversations in view order, each by the UID of the message that is shown for it. */
export type ConversationView = {
  readonly uids: Uint32Array
  /** Memory held, bytes. */
  readonly bytes: number
  /** Where the conversation that holds a message is in `uids`; -1 where it is not shown. */
  placeOf(uid: number): number
  countsOf(uid: number): ThreadCounts
  /** The UIDs, ascending, of each of these messages' conversations in this folder. */
  membersOf(uids: Iterable<number>): Map<number, number[]>
}

type Shown = {
  index: FolderIndex
  conversations: Conversations
  /** The view's messages, newest first. */
  byDate: Uint32Array
  /** The same messages in another order; null where the date decides. */
  order: Uint32Array | null
  oldestFirst: boolean
}

/** Each conversation is shown by the newest of its messages in the view, and stands where that message would. */
export function conversationView({
  index,
  conversations,
  byDate,
  order,
  oldestFirst,
}: Shown): ConversationView {
  const { sizes } = conversations
  /** By conversation: the UID that is shown for it, 0 where none is. */
  const shown = new Uint32Array(sizes.length)
  const newest = byDate.filter((uid) => {
    const number = conversations.of(uid)
    // One that came after the conversations were read is one of its own until they are read again.
    if (number < 0) return true
    if (shown[number]) return false
    shown[number] = uid
    return true
  })
  const unread = new Uint32Array(sizes.length)
  for (const uid of index.withFlags(0, SEEN)) {
    const number = conversations.of(uid)
    if (number >= 0) unread[number] = (unread[number] ?? 0) + 1
  }
  const members = order && new Set(newest)
  const uids = members ? order.filter((uid) => members.has(uid)) : oldestFirst ? newest.reverse() : newest
  return {
    uids,
    bytes: 4 * (uids.length + 2 * sizes.length),
    placeOf: (uid) => {
      const number = conversations.of(uid)
      return uids.indexOf(number < 0 ? uid : (shown[number] ?? 0))
    },
    countsOf: (uid) => {
      const number = conversations.of(uid)
      if (number >= 0) return { threadCount: sizes[number] ?? 1, threadUnread: unread[number] ?? 0 }
      return { threadCount: 1, threadUnread: index.flagsOf(uid)?.includes('\\Seen') ? 0 : 1 }
    },
    membersOf: (some) => conversations.membersOfEach(some),
  }
}

export const NO_CONVERSATIONS: ConversationView = {
  uids: new Uint32Array(),
  bytes: 0,
  placeOf: () => -1,
  countsOf: () => ({ threadCount: 1, threadUnread: 0 }),
  membersOf: () => new Map(),
}
