'use client'
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'

// Which folders are closed, and whether unsubscribed ones are shown: this device's habit, nobody else's business.
const KEY = 'postern.folders'
type Kept = { closed: string[]; all: boolean }

// By hand: a schema here would carry the whole schema library into the first load.
function isKept(value: unknown): value is Kept {
  if (typeof value !== 'object' || value === null || !('closed' in value) || !('all' in value)) return false
  const { closed, all } = value
  return Array.isArray(closed) && closed.every((id) => typeof id === 'string') && typeof all === 'boolean'
}

const store = externalStore<Kept>({ closed: [], all: false })

/** Takes up what was kept on this device. Called once, after the first paint, which is the server's. */
export function restoreOpenFolders(): void {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null')
    if (isKept(kept)) store.set(kept)
  } catch {
    return // unreadable or forbidden storage: everything is open, as at first
  }
}

export function useOpenFolders(): { closed: ReadonlySet<string>; all: boolean } {
  const { closed, all } = useExternalStore(store)
  return { closed: new Set(closed), all }
}

/** Opens or closes a folder with folders in it. */
export function setFolderOpen(id: string, open: boolean): void {
  const closed = store.get().closed.filter((one) => one !== id)
  keep({ ...store.get(), closed: open ? closed : [...closed, id] })
}

/** Shows folders that aren't subscribed too, or not. */
export function setAllFolders(all: boolean): void {
  keep({ ...store.get(), all })
}

function keep(kept: Kept): void {
  store.set(kept)
  try {
    localStorage.setItem(KEY, JSON.stringify(kept))
  } catch (error) {
    console.warn('The state of the folder tree could not be kept.', error)
  }
}
