/** Open drafts on this device, and their files until the server has them: in IndexedDB, so that they survive a reload, a crash and the end of a session. */
import * as z from 'zod/mini'
import { OpenDraft } from './open-draft.ts'

const DATABASE = 'postern'
const DRAFTS = 'drafts'
const FILES = 'files'

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
async function change(name: string, act: (entries: IDBObjectStore) => void): Promise<void> {
  const transaction = (await database()).transaction(name, 'readwrite')
  act(transaction.objectStore(name))
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}

async function ask(name: string, make: (entries: IDBObjectStore) => IDBRequest): Promise<unknown> {
  const request = make((await database()).transaction(name).objectStore(name))
  return await new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/** Keeps a draft as it is now. @throws DOMException where the browser keeps nothing */
export function keepDraft(draft: OpenDraft): Promise<void> {
  return change(DRAFTS, (drafts) => drafts.put(draft))
}

/** It was sent, stored or thrown away. @throws DOMException where the browser keeps nothing */
export function forgetDraft(key: string): Promise<void> {
  return change(DRAFTS, (drafts) => drafts.delete(key))
}

/** An account's drafts, the one written in last at the end. What doesn't parse is left where it is, and left out. */
export async function keptDrafts(account: string): Promise<OpenDraft[]> {
  const found = z.array(z.unknown()).parse(await ask(DRAFTS, (drafts) => drafts.getAll()))
  return found
    .flatMap((entry) => OpenDraft.safeParse(entry).data ?? [])
    .filter((draft) => draft.account === account)
    .sort((a, b) => a.changedAt - b.changedAt)
}

/** Keeps the bytes of a file that the server has not got yet. @throws DOMException where the browser keeps nothing */
export function keepFile(key: string, file: Blob): Promise<void> {
  return change(FILES, (files) => files.put(file, key))
}

/** @throws DOMException where the browser keeps nothing */
export function forgetFile(key: string): Promise<void> {
  return change(FILES, (files) => files.delete(key))
}

/** The bytes of a file that was kept; null where it wasn't. @throws DOMException where the browser keeps nothing */
export async function keptFile(key: string): Promise<Blob | null> {
  const file = await ask(FILES, (files) => files.get(key))
  return file instanceof Blob ? file : null
}
