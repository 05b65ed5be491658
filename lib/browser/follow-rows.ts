/** A conversation's row is called by its newest message: when that is another one, what was about the row goes along. */
import type { MessageId } from '#lib/api/ids.ts'
import { type ConversationRows, rowOf } from '#lib/mail/conversation-rows.ts'
import { cursor } from './current-list.ts'
import { type Selected, selection } from './selection.ts'

/** Renames what is selected, and the row that keys are about. */
export function followRows(rows: ConversationRows): void {
  const here = new Set(rows.ids)
  const nameNow = (id: MessageId) => (here.has(id) ? id : (rowOf(rows, id) ?? id))
  const at = cursor.get()
  if (at && nameNow(at) !== at) cursor.rename(nameNow(at))
  const selected = selection.get()
  const now = renamed(selected, nameNow)
  if (now !== selected) selection.set(now)
}

function renamed(selected: Selected, nameNow: (id: MessageId) => MessageId): Selected {
  const named = selected.kind === 'rows' ? selected.ids : selected.except
  if ([...named].every((id) => nameNow(id) === id)) return selected
  const set = new Set([...named].map(nameNow))
  if (selected.kind === 'view') return { ...selected, except: set }
  return { ...selected, ids: set, anchor: selected.anchor && nameNow(selected.anchor) }
}
