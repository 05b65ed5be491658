/** What takes long and is under way: said with a bar and a way to stop it. Shown by components/ui/notices.tsx. */
import { externalStore, useExternalStore } from './external-store.ts'

export type LongWork = {
  id: string
  /** What is being done: `Moving 48,213 messages to Archive`. */
  text: string
  done: number
  total: number
  /** How far it is, in words, where it isn't counted in pieces: `12 MB of 50 MB`. */
  told?: string
  stop: () => void
  /** Somebody pressed Stop, and it hasn't ended yet. */
  stopping: boolean
}

/** Who has something under way: each replaces its own lines. */
type Worker = 'changes' | 'downloads'

const store = externalStore<readonly LongWork[]>([])
const shown = new Map<Worker, readonly LongWork[]>()

/** Replaces what is shown of one kind of work. */
export function showLongWork(worker: Worker, works: readonly LongWork[]): void {
  if (works.length === 0 && !shown.get(worker)?.length) return
  shown.set(worker, works)
  store.set([...shown.values()].flat())
}

export function useLongWork(): readonly LongWork[] {
  return useExternalStore(store)
}
