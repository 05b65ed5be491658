/** Open drafts on this device: in IndexedDB, so that they survive a reload, a crash and the end of a session. */
import { OpenDraft } from './open-draft.ts'

const DATABASE = 'postern'
const STORE = 'drafts'

let opened: Promise<IDBDatabase> | null = null

function database(): Promise<IDBDatabase> {
  opened ??= open().catch((error: unknown) => {
    opened = null // the next key pressed tries again
    throw error
  })
  return opened
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' })
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      // A newer Postern in another tab wants to change the database: in the way, it would wait for ever.
      request.result.onversionchange = () => {
        request.result.close()
        opened = null
      }
      resolve(request.result)
    }
  })
}

/** Done when it is on the disk. @throws DOMException where the browser keeps nothing (full, private, forbidden) */
async function change(act: (drafts: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(STORE, 'readwrite')
  act(transaction.objectStore(STORE))
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** Keeps a draft as it is now. @throws DOMException where the browser keeps nothing */
export function keepDraft(draft: OpenDraft): Promise<void> {
  return change((drafts) => drafts.put(draft))
}

/** It was sent or thrown away. @throws DOMException where the browser keeps nothing */
export function forgetDraft(key: string): Promise<void> {
  return change((drafts) => drafts.delete(key))
}

/** An account's drafts, the one written in last at the end. What doesn't parse is left where it is, and left out. */
export async function keptDrafts(account: string): Promise<OpenDraft[]> {
  const request = (await database()).transaction(STORE).objectStore(STORE).getAll()
  const found = await new Promise<unknown[]>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return found
    .flatMap((entry) => OpenDraft.safeParse(entry).data ?? [])
    .filter((draft) => draft.account === account)
    .sort((a, b) => a.changedAt - b.changedAt)
}
