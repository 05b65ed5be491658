/** The list that is on the screen: what keys, "next" and a selection of everything go by. */
import type { MessageId } from '#lib/api/ids.ts'
import { type Members, membersOf, NO_MEMBERS, placeOf, rowOf } from '#lib/mail/conversation-rows.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import type { Until } from './list-page.ts'
import type { ListPages } from './list-pages.ts'
import type { ListView } from './list-view.ts'

export type CurrentList = {
  view: ListView
  pages: ListPages
  /** As painted; a hole is a row that isn't loaded. */
  ids: readonly (MessageId | undefined)[]
  /** The messages of rows that are conversations, as painted. */
  members: Members
  until: Until
}

const store = externalStore<CurrentList | null>(null)

export const currentList = { get: store.get, set: store.set }

export function useCurrentList(): CurrentList | null {
  return useExternalStore(store)
}

/** The row after or before that of a message, null at the end, or where it isn't loaded. */
export function neighbourOf(id: MessageId, step: 1 | -1): MessageId | null {
  return neighbourIn(store.get(), id, step)
}

function neighbourIn(list: CurrentList | null, id: MessageId, step: 1 | -1): MessageId | null {
  const at = list ? placeOf(list, id) : -1
  return (at >= 0 && list?.ids[at + step]) || null
}

/** The row of the list on the screen that is this message or holds it; null where none that is loaded does. */
export function rowHolding(id: MessageId): MessageId | null {
  const list = store.get()
  return list && rowOf(list, id)
}

/** The messages that a row of the list on the screen stands for. */
export function messagesOfRow(row: MessageId): readonly MessageId[] {
  return membersOf({ members: store.get()?.members ?? NO_MEMBERS }, row)
}

/** Both neighbours of the open message in the list on the screen, for "previous" and "next". */
export function useNeighbours(id: MessageId): { previous: MessageId | null; next: MessageId | null } {
  // From the list itself: what reads the store behind the compiler's back is computed once and never again.
  const list = useCurrentList()
  return { previous: neighbourIn(list, id, -1), next: neighbourIn(list, id, 1) }
}

/**
 * The row that keys are about. `focus`: a key brought it there, so the focus goes along, from where it was then (`from`).
 * `still`: it is the same row under another name, and nothing scrolls.
 */
export type Cursor = { id: MessageId | null; focus: boolean; from?: Element | null; still?: boolean }

const cursorStore = externalStore<Cursor>({ id: null, focus: false })

export const cursor = {
  get: () => cursorStore.get().id,
  /** Whether the focus is, or will be in a moment, where a key brought it. */
  hasFocus: () => {
    const at = document.activeElement
    if (at === document.body) return cursorStore.get().focus
    return at?.matches('[role=row], [role=row] :focus-visible') ?? false
  },
  set: (id: MessageId | null, { focus = false }: { focus?: boolean } = {}) =>
    cursorStore.set({ id, focus, from: focus ? document.activeElement : null }),
  /** The row is called by another of its messages now. */
  rename: (id: MessageId) => cursorStore.set({ id, focus: false, still: true }),
}

export function useCursor(): Cursor {
  return useExternalStore(cursorStore)
}
