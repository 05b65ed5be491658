/** What buttons and keys are about where rows are conversations: all that such a row stands for, as it is painted now. */
import type { MessageId } from '#lib/api/ids.ts'
import { currentList, messagesOfRow } from './current-list.ts'
import type { Target } from './message-actions.ts'
import { countOf, messagesOf, type Selected, selection } from './selection.ts'

/** Exceptions that a view may name. */
const MOST_EXCEPTED = 1000

/** One row: its message, or the whole conversation in its folder. */
export function rowTarget(row: MessageId): Target {
  return targetOfRows([messagesOfRow(row)], [row])
}

/** All that is selected; null where nothing is. */
export function selectedTarget(selected: Selected = selection.get()): Target | null {
  const count = countOf(selected, currentList.get()?.ids ?? [])
  if (count === 0) return null
  if (selected.kind === 'rows') {
    const rows = [...selected.ids]
    return targetOfRows(rows.map(messagesOfRow), rows)
  }
  if (!selected.view.threads) return { messages: messagesOf(selected), count }
  // The rows first: should all of theirs be too many to name, the server knows what else is of their conversations.
  const rows = [...selected.except]
  const except = new Set([...new Set([...rows, ...rows.flatMap(messagesOfRow)])].slice(0, MOST_EXCEPTED))
  return { messages: messagesOf({ ...selected, except }), count, conversations: count }
}

/** Rows by the messages they stand for and the message that each shows. Where each is one message they are just that. */
export function targetOfRows(
  messages: readonly (readonly MessageId[])[],
  shown: readonly MessageId[],
): Target {
  const ids = [...new Set(messages.flat())]
  const target = { messages: { ids }, count: ids.length }
  return ids.length === shown.length ? target : { ...target, conversations: shown.length, shown }
}
