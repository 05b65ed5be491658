/** How a message is looked at where that isn't the usual way: for this visit, and for that message alone. */
import type { MessageId } from '#lib/api/ids.ts'
import { externalStore, useExternalStore } from './external-store.ts'

export type ReadingView = {
  /** As plain text, although it has formatting. */
  plain: boolean
  /** In its own colours on light paper, although the app is dark. */
  original: boolean
}

const USUAL: ReadingView = { plain: false, original: false }

const store = externalStore<ReadonlyMap<MessageId, ReadingView>>(new Map())

export function useReadingView(id: MessageId): ReadingView {
  return useExternalStore(store).get(id) ?? USUAL
}

export function setReadingView(id: MessageId, wish: Partial<ReadingView>): void {
  const now = store.get().get(id) ?? USUAL
  store.set(new Map(store.get()).set(id, { ...now, ...wish }))
}
