/** The list that is on the screen: what keys, "next" and a selection of everything go by. */
import type { MessageId } from '#lib/api/ids.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import type { Until } from './list-page.ts'
import type { ListPages } from './list-pages.ts'
import type { ListView } from './list-view.ts'

export type CurrentList = {
  view: ListView
  pages: ListPages
  /** As painted; a hole is a row that isn't loaded. */
  ids: readonly (MessageId | undefined)[]
  until: Until
}

const store = externalStore<CurrentList | null>(null)

export const currentList = { get: store.get, set: store.set }

/** The row after or before a message, null at the end, or where it isn't loaded. */
export function neighbourOf(id: MessageId, step: 1 | -1): MessageId | null {
  return neighbourIn(store.get(), id, step)
}

function neighbourIn(list: CurrentList | null, id: MessageId, step: 1 | -1): MessageId | null {
  const ids = list?.ids ?? []
  const at = ids.indexOf(id)
  return (at >= 0 && ids[at + step]) || null
}

/** Both neighbours of the open message in the list on the screen, for "previous" and "next". */
export function useNeighbours(id: MessageId): { previous: MessageId | null; next: MessageId | null } {
  // From the list itself: what reads the store behind the compiler's back is computed once and never again.
  const list = useExternalStore(store)
  return { previous: neighbourIn(list, id, -1), next: neighbourIn(list, id, 1) }
}

/** The row that keys are about. `focus`: a key brought it there, so the focus goes along. */
export type Cursor = { id: MessageId | null; focus: boolean }

const cursorStore = externalStore<Cursor>({ id: null, focus: false })

export const cursor = {
  get: () => cursorStore.get().id,
  set: (id: MessageId | null, { focus = false }: { focus?: boolean } = {}) => cursorStore.set({ id, focus }),
}

export function useCursor(): Cursor {
  return useExternalStore(cursorStore)
}
