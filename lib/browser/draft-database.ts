/** The database on this device in which drafts are kept (IndexedDB). */

const DATABASE = 'postern'
/** Its stores: drafts by their keys, and the bytes of files by theirs. */
export const DRAFTS = 'drafts'
export const FILES = 'files'

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
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS, { keyPath: 'key' })
      request.result.createObjectStore(FILES)
    }
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
export async function change(name: string, act: (entries: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite')
  act(transaction.objectStore(name))
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

/** What the database says. @throws DOMException where the browser keeps nothing */
export async function ask(name: string, make: (entries: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const request = make((await database()).transaction(name).objectStore(name))
  return await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Whether anything is kept here, whosever it is. @throws DOMException where the browser keeps nothing */
export async function keepsDrafts(): Promise<boolean> {
  return ((await ask(DRAFTS, (drafts) => drafts.count())) as number) > 0
}
