/** What came into the list on the screen above the rows that are in sight. */
import { externalStore, useExternalStore } from './external-store.ts'

/** How many rows, and the way there. */
export type NewsAbove = {
  count: number
  /** Goes there. */
  show: () => void
}

const NONE: NewsAbove = { count: 0, show: () => undefined }
const store = externalStore<NewsAbove>(NONE)

/** So many new rows are above now; `show` goes to them. */
export function tellNews(count: number, show: () => void): void {
  if (count !== store.get().count) store.set(count > 0 ? { count, show } : NONE)
}

/** What is above now; a count of 0 where nothing is. */
export function useNewsAbove(): NewsAbove {
  return useExternalStore(store)
}
