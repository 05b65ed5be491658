/** A list whose rows may be conversations: which messages each row stands for. A list of messages has none. */
import type { MessageId } from '#lib/api/ids.ts'
import { withoutRows } from './apply-change.ts'

/** By the message that is shown for it: the messages of a conversation in the list's folder, oldest first. */
export type Members = ReadonlyMap<MessageId, readonly MessageId[]>

/** `ids` by place; a hole is a row that wasn't loaded. A row without `members` is one message. */
export type ConversationRows = { ids: readonly (MessageId | undefined)[]; members: Members }

export const NO_MEMBERS: Members = new Map()

/** The messages that a row stands for. */
export function membersOf(
  { members }: Pick<ConversationRows, 'members'>,
  row: MessageId,
): readonly MessageId[] {
  return members.get(row) ?? [row]
}

/** Every message of the rows that are loaded, each once. */
export function messagesIn({ ids, members }: ConversationRows): MessageId[] {
  const all: MessageId[] = []
  // forEach passes over rows that were never loaded.
  ids.forEach((row) => {
    if (row === undefined) return
    all.push(row)
    for (const id of members.get(row) ?? []) if (id !== row) all.push(id)
  })
  return all
}

/** The row that is a message or holds it; null where none that is loaded does. */
export function rowOf({ ids, members }: ConversationRows, id: MessageId): MessageId | null {
  if (ids.includes(id)) return id
  for (const [row, all] of members) if (all.includes(id)) return row
  return null
}

/** Where the row is that is a message or holds it; -1 where none that is loaded does. */
export function placeOf(rows: ConversationRows, id: MessageId): number {
  const row = rowOf(rows, id)
  return row === null ? -1 : rows.ids.indexOf(row)
}

/**
 * The rows without some messages: a conversation goes with the last of its own. Where the one that is shown goes, the
 * newest that is left takes its place, if it can be shown: else the old one stays until the list is read again.
 */
export function rowsWithout(
  { ids, members }: ConversationRows,
  gone: (id: MessageId) => boolean,
  canShow: (id: MessageId) => boolean,
): ConversationRows {
  const left = new Map<MessageId, readonly MessageId[]>()
  const shown = new Map<MessageId, MessageId | null>()
  for (const [row, all] of members) {
    const stay = all.some(gone) ? all.filter((id) => !gone(id)) : all
    const now = stay.length === 0 ? null : gone(row) ? (stay.findLast(canShow) ?? row) : row
    shown.set(row, now)
    if (now !== null) left.set(now, stay)
  }
  const renamed = members.size === 0 ? ids : ids.map((id) => (id && shown.get(id)) || id)
  return {
    ids: withoutRows(renamed, (id) => (left.has(id) ? false : shown.has(id) || gone(id))),
    members: left.size === 0 ? NO_MEMBERS : left,
  }
}

/** Whether a conversation loses some of its messages and keeps others: it may stand elsewhere then, or be several. */
export function isTorn(members: Members, gone: (id: MessageId) => boolean): boolean {
  return [...members.values()].some((all) => all.some(gone) && !all.every(gone))
}
