/** Pending changes survive a reload: kept in the tab's session storage, parsed when they come back. */
import type { PendingChange } from './pending-change.ts'
import type { StoredChange } from './stored-change.ts'

const KEY = 'postern.changes'
/** The server knows a changeId for 10 minutes (ms): after that, sending again could do it twice. */
const TOO_OLD = 9 * 60_000

/** Keeps them. A full or forbidden storage costs the reload's safety, nothing else. */
export function storeChanges(pending: readonly PendingChange[]): void {
  try {
    if (pending.length === 0) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, JSON.stringify(pending.map(stored)))
  } catch (error) {
    console.warn('Pending changes could not be kept for a reload.', error)
  }
}

function stored({ change, changeId, batch, count, said, since, undone }: PendingChange): StoredChange {
  return { change, changeId, batch, count, said, since, undone }
}

/** What an earlier page of this tab left behind, oldest first. Anything that doesn't parse is left out. */
export async function storedChanges(now: number): Promise<PendingChange[]> {
  const text = sessionStorage.getItem(KEY)
  if (!text) return []
  const { StoredChange: Stored } = await import('./stored-change.ts')
  try {
    const kept: unknown = JSON.parse(text)
    return (Array.isArray(kept) ? kept : [])
      .flatMap((entry) => Stored.safeParse(entry).data ?? [])
      .filter(({ since }) => now - since < TOO_OLD)
      .map((entry) => ({ ...entry, state: 'waiting', stopping: false, touched: new Set() }))
  } catch {
    return [] // unreadable: as good as empty
  }
}
