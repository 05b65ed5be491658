/** A view's rows as they are painted: the server's list without what is on its way out. */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { type ConversationRows, type Members, rowsWithout } from '#lib/mail/conversation-rows.ts'
import type { SearchProgress, Until } from './list-page.ts'
import type { ListPages } from './list-pages.ts'
import { isViewOf, type ListView } from './list-view.ts'
import { listOf } from './lists.ts'
import { useMailState } from './mail-state.ts'
import type { Painted } from './painted.ts'
import { usePointedRowHeld } from './pointed-row.ts'
import { usePainted } from './use-painted.ts'

export type MessageList = {
  pages: ListPages
  /** By place; a hole is a row that isn't loaded. Null: nothing is known yet. */
  ids: readonly (MessageId | undefined)[] | null
  /** The messages of rows that are conversations. */
  members: Members
  until: Until
  /** Of a search over all folders: how far it has come. */
  search: SearchProgress | null
  error: Error | null
}

/** The rows of `view` once the pending changes are done. */
export function paintedRows(
  rows: ConversationRows,
  { pending, leaves, summaryOf }: Pick<Painted, 'pending' | 'leaves' | 'summaryOf'>,
  view: ListView,
): ConversationRows {
  const moving = pending.filter(({ change }) => ['move', 'delete', 'expunge'].includes(change.kind))
  if (moving.length === 0) return rows
  const whole = moving.some(
    ({ change }) => 'messages' in change && 'all' in change.messages && isViewOf(change.messages.all, view),
  )
  // The whole view goes: with it the rows that nobody has looked at.
  const ids = whole ? rows.ids.filter((id) => id !== undefined) : rows.ids
  return rowsWithout({ ...rows, ids }, leaves, (id) => summaryOf(id) !== undefined)
}

export function useMessageList(view: ListView): MessageList {
  const state = useMailState()
  const pages = listOf(state, view)
  const subscribe = useCallback((listener: () => void) => pages.subscribe(listener), [pages])
  const snapshot = useSyncExternalStore(
    subscribe,
    () => pages.snapshot,
    () => pages.snapshot,
  )
  const painted = usePainted()
  const { ids, members } = snapshot
  const rows = useMemo(
    () => ids && paintedRows({ ids, members }, painted, view),
    [ids, members, painted, view],
  )
  const held = usePointedRowHeld(rows)
  return {
    pages,
    ...(held ?? { ids, members }),
    until: snapshot.until,
    search: snapshot.search,
    error: snapshot.error,
  }
}
