/** Pending changes survive a reload: kept in the tab's session storage, parsed when they come back. */
import type { PendingChange } from './pending-change.ts'

const KEY = 'postern.changes'
/** The server knows a changeId for 10 minutes (ms): after that, sending again could do it twice. */
const TOO_OLD = 9 * 60_000

/** Keeps them. A full or forbidden storage costs the reload's safety, nothing else. */
export function storeChanges(pending: readonly PendingChange[]): void {
  try {
    if (pending.length === 0) sessionStorage.removeItem(KEY)
    else {
      const kept = pending.filter(({ undone }) => !undone)
      sessionStorage.setItem(
        KEY,
        JSON.stringify(kept.map(({ change, changeId, said, since }) => ({ change, changeId, said, since }))),
      )
    }
  } catch (error) {
    console.warn('Pending changes could not be kept for a reload.', error)
  }
}

/** What an earlier page of this tab left behind, oldest first. Anything that doesn't parse is left out. */
export async function storedChanges(now: number): Promise<PendingChange[]> {
  const text = sessionStorage.getItem(KEY)
  if (!text) return []
  const { StoredChange } = await import('./stored-change.ts')
  try {
    const stored: unknown = JSON.parse(text)
    return (Array.isArray(stored) ? stored : [])
      .flatMap((entry) => StoredChange.safeParse(entry).data ?? [])
      .filter(({ since }) => now - since < TOO_OLD)
      .map((entry) => ({ ...entry, state: 'waiting', undone: false, touched: new Set() }))
  } catch {
    return [] // unreadable: as good as empty
  }
}
