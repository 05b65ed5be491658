/** A view's rows as they are painted: the server's list without what is on its way out. */
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { withoutRows } from '#lib/mail/apply-change.ts'
import type { SearchProgress, Until } from './list-page.ts'
import type { ListPages } from './list-pages.ts'
import { isViewOf, type ListView } from './list-view.ts'
import { listOf } from './lists.ts'
import { useMailState } from './mail-state.ts'
import type { Painted } from './painted.ts'
import { usePainted } from './use-painted.ts'

export type MessageList = {
  pages: ListPages
  /** By place; a hole is a row that isn't loaded. Null: nothing is known yet. */
  ids: readonly (MessageId | undefined)[] | null
  until: Until
  /** Of a search over all folders: how far it has come. */
  search: SearchProgress | null
  error: Error | null
}

/** The rows of `view` once the pending changes are done. */
export function paintedRows(
  rows: readonly (MessageId | undefined)[],
  { pending, leaves }: Pick<Painted, 'pending' | 'leaves'>,
  view: ListView,
): readonly (MessageId | undefined)[] {
  const moving = pending.filter(({ change }) => ['move', 'delete', 'expunge'].includes(change.kind))
  if (moving.length === 0) return rows
  const whole = moving.some(
    ({ change }) => 'messages' in change && 'all' in change.messages && isViewOf(change.messages.all, view),
  )
  // The whole view goes: with it the rows that nobody has looked at.
  return whole ? rows.filter((id) => id !== undefined && !leaves(id)) : withoutRows(rows, leaves)
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
  const ids = useMemo(
    () => snapshot.ids && paintedRows(snapshot.ids, painted, view),
    [snapshot.ids, painted, view],
  )
  return { pages, ids, until: snapshot.until, search: snapshot.search, error: snapshot.error }
}
