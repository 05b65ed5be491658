/** The drafts that this tab has in its hands: each change of one is on the device at once. */
import { afterPaint } from './after-paint.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import { forgetDraft, forgetFile, keepDraft } from './kept-drafts.ts'
import type { OpenDraft } from './open-draft.ts'

type Drafts = ReadonlyMap<string, OpenDraft>

const all = externalStore<Drafts>(new Map())
const shown = externalStore<Drafts>(new Map())
/** Writes on their way to the disk, and those that wait behind them, by draft. */
const keeping = new Map<string, Promise<void>>()
const waiting = new Map<string, Promise<void>>()

function set(drafts: Drafts): void {
  all.set(drafts)
  shown.set(new Map([...drafts].filter(([, { fate }]) => fate === 'open' || fate === 'sending')))
}

/** The drafts to be shown, in the order they were opened in, by their keys. */
export function useOpenDrafts(): Drafts {
  return useExternalStore(shown)
}

/** What stands in editors and was not read from there yet, by draft. */
const unread = new Map<string, { read: () => void; giveUp: () => void }>()

/**
 * Something was written in this draft's editor. `read` puts it into the draft: behind the next paint, for reading a long
 * text takes longer than a key may; or before, where somebody asks for the draft.
 */
export function readSoon(key: string, read: () => void): void {
  const before = unread.get(key)
  unread.set(key, { read, giveUp: before?.giveUp ?? afterPaint(() => readNow(key)) })
}

/** Puts what stands in this draft's editor into the draft. */
export function readNow(key: string): void {
  const waits = unread.get(key)
  if (!waits) return
  unread.delete(key)
  waits.giveUp()
  waits.read()
}

function readAll(): void {
  for (const key of [...unread.keys()]) readNow(key)
}

/** Every draft in this tab's hands, also those that are only to be stored, sent or thrown away. */
export function draftsHere(): OpenDraft[] {
  readAll()
  return [...all.get().values()]
}

/** A draft as it is now; undefined where it is done with. */
export function draftHere(key: string): OpenDraft | undefined {
  readNow(key)
  return all.get().get(key)
}

/** Takes a draft that is on the device already. */
export function takeDraft(open: OpenDraft): void {
  set(new Map(all.get()).set(open.key, open))
}

/** A draft is now so. @returns when it is on the disk; a device that keeps nothing is no failure */
export function putDraft(open: OpenDraft): Promise<void> {
  takeDraft(open)
  return keep(open.key)
}

/** Changes a draft that is still there. */
export function changeDraft(key: string, change: (open: OpenDraft) => OpenDraft): Promise<void> {
  const open = draftHere(key)
  return open ? putDraft(change(open)) : Promise.resolve()
}

/** It is done with: nothing of it stays on the device. */
export function dropDraft(key: string): void {
  const open = draftHere(key)
  const rest = new Map(all.get())
  rest.delete(key)
  set(rest)
  void keep(key)
  for (const file of open?.files ?? []) forgetFile(file.key).catch(warn)
  letGo(key)
}

// One write at a time: the next one takes what stands there then, however many keys were pressed meanwhile.
function keep(key: string): Promise<void> {
  const running = keeping.get(key)
  if (running) return waiting.get(key) ?? behind(key, running)
  const writing = writeDown(key).finally(() => keeping.delete(key))
  keeping.set(key, writing)
  return writing
}

function behind(key: string, running: Promise<void>): Promise<void> {
  const next = running.then(() => {
    waiting.delete(key)
    return keep(key)
  })
  waiting.set(key, next)
  return next
}

// The page goes: what waits for its turn is written now (IndexedDB keeps the order).
if (typeof window !== 'undefined') {
  addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && readAll())
  addEventListener('pagehide', () => {
    readAll()
    for (const key of waiting.keys()) void writeDown(key)
  })
}

async function writeDown(key: string): Promise<void> {
  const open = all.get().get(key)
  await (open ? keepDraft(open) : forgetDraft(key)).catch(warn)
}

function warn(error: unknown): void {
  console.warn('A draft could not be kept on this device.', error)
}

const locks = new Map<string, () => void>()

/**
 * Makes this tab the one that writes in a draft, until it is done with or the tab is gone.
 * @param patience ms to wait for another tab to let go of it
 * @returns false where another tab does
 */
export function holdDraft(key: string, patience = 0): Promise<boolean> {
  if (locks.has(key)) return Promise.resolve(true)
  // Without locks (a page without https) two tabs may show the same draft: the server tells the second one.
  if (!('locks' in navigator)) return Promise.resolve(true)
  const terms = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
  return new Promise((resolve) => {
    const asked = navigator.locks.request(`postern-draft-${key}`, terms, (lock) => {
      resolve(lock !== null)
      return lock && new Promise<void>((release) => locks.set(key, release))
    })
    // A browser that refuses locks at all keeps nobody from writing.
    asked.catch((error: Error) => resolve(!/^(?:Abort|Timeout)Error$/.test(error.name)))
  })
}

/** Leaves a draft to other tabs. What is kept of it on the device stays. */
export function letGo(key: string): void {
  locks.get(key)?.()
  locks.delete(key)
}
