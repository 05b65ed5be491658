/** What the app says in passing: one line, perhaps with Undo. Shown by components/ui/notices.tsx. */
import { externalStore, useExternalStore } from './external-store.ts'

/** One notice. `undo` is what its button does; a `problem` stays longer and is read out at once. */
export type Notice = {
  id: number
  text: string
  kind: 'done' | 'problem'
  undo?: () => void
  /** Stays so long (ms), where that is not the usual time. */
  lasts?: number
}

const store = externalStore<readonly Notice[]>([])
const covers = externalStore(0)
let last = 0

/** Says something; the newest replaces older ones of its kind. Returns its id. */
export function notify(notice: Omit<Notice, 'id' | 'kind'> & { kind?: Notice['kind'] }): number {
  last += 1
  const said: Notice = { kind: 'done', ...notice, id: last }
  store.set([...store.get().filter((other) => other.kind !== said.kind), said])
  return last
}

/** Takes a notice away: its time is over, or its button was pressed. */
export function dismissNotice(id: number): void {
  store.set(store.get().filter((notice) => notice.id !== id))
}

/** What is to be shown now, oldest first: at most one of each kind. */
export function useNotices(): readonly Notice[] {
  return useExternalStore(store)
}

/** Something lies over the whole page and says these itself, until what is returned is called. */
export function coverNotices(): () => void {
  covers.set(covers.get() + 1)
  return () => covers.set(covers.get() - 1)
}

/** Whether that is so: nothing on the page is seen or heard then. */
export function useNoticesCovered(): boolean {
  return useExternalStore(covers) > 0
}
