/** What takes long and is under way: said with a bar and a way to stop it. Shown by components/ui/notices.tsx. */
import { externalStore, useExternalStore } from './external-store.ts'

export type LongWork = {
  id: string
  /** What is being done: `Moving 48,213 messages to Archive`. */
  text: string
  done: number
  total: number
  stop: () => void
  /** Somebody pressed Stop, and it hasn't ended yet. */
  stopping: boolean
}

const store = externalStore<readonly LongWork[]>([])

/** Replaces what is shown. */
export const showLongWork = store.set

export function useLongWork(): readonly LongWork[] {
  return useExternalStore(store)
}
