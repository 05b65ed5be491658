/** How the windows of open drafts stand: open, minimised or over the whole page, and which was used last. */
import { type Stand, windowPlaces } from '#lib/mail/window-places.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import { keepStands, standBefore } from './kept-stands.ts'

type Window = {
  stand: Stand
  /** Counts up with every use. */
  used: number
  /** Counts up whenever somebody asks for it: then it takes the focus. */
  called: number
  /** What had the focus when it was opened: there it returns. */
  from: HTMLElement | null
}

const store = externalStore<ReadonlyMap<string, Window>>(new Map())
let uses = 0

/** What was restored: at hand, and not in the way, unless it stood otherwise in this tab before it was loaded again. */
function windowIn(windows: ReadonlyMap<string, Window>, key: string): Window {
  return windows.get(key) ?? { stand: standBefore(key), used: 0, called: 0, from: null }
}

function windowOf(key: string): Window {
  return windowIn(store.get(), key)
}

function change(key: string, wish: Partial<Window>): void {
  uses += 1
  store.set(new Map(store.get()).set(key, { ...windowOf(key), used: uses, ...wish }))
  keepStands(new Map([...store.get()].map(([one, { stand }]) => [one, stand])))
}

/** Shows the window of a draft, in front of the others; the focus comes back to where it is now. */
export function openWindow(key: string): void {
  const from = document.activeElement
  const isElsewhere = from instanceof HTMLElement && from !== document.body && !from.closest('dialog')
  const { called, stand } = windowOf(key)
  change(key, {
    stand: stand === 'full' ? 'full' : 'open',
    called: called + 1,
    ...(isElsewhere ? { from } : {}),
  })
}

/** Leaves its title at the foot of the page. */
export function minimiseWindow(key: string): void {
  change(key, { stand: 'minimised' })
}

/** Lays it over the whole page, or takes it back to its place. */
export function fillPage(key: string, full: boolean): void {
  change(key, { stand: full ? 'full' : 'open' })
}

/** Where the focus goes when it closes; where that has gone and there are keys, the row that they are about. */
export function cameFrom(key: string): HTMLElement | null {
  const { from } = windowOf(key)
  if (from?.isConnected) return from
  return matchMedia('(pointer: fine)').matches ? document.querySelector('[role=row][tabindex="0"]') : null
}

/** How each of these drafts is shown on a page so wide (CSS pixels), by its key; and how often it was asked for. */
export function useWindowStands(keys: readonly string[], width: number) {
  const windows = useExternalStore(store)
  const all = keys.map((key) => ({ key, ...windowIn(windows, key) }))
  const places = windowPlaces(all, width)
  return new Map(all.map(({ key, called }) => [key, { stand: places.get(key) ?? 'minimised', called }]))
}
