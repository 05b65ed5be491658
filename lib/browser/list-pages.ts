/** One view of a folder, as much of it as was looked at: which message stands at which place. */
import type { MessageId } from '#lib/api/ids.ts'
import { isTorn, messagesIn, NO_MEMBERS, rowOf, rowsWithout } from '#lib/mail/conversation-rows.ts'
import { KeptRows } from './kept-rows.ts'
import {
  hasHole,
  type ListSnapshot,
  type ListWorld,
  type Page,
  SEARCHING,
  type SoFar,
  stoppedSearch,
  toldOf,
  withoutMessages,
  withPage,
} from './list-page.ts'

const PAGE_SIZE = 50
const NO_ROWS = { ids: [], members: NO_MEMBERS }
/** So long (ms) are news gathered before a list is read again. */
const SOON = 80
const LONGEST_REST = 3_000
/** A search that nobody has looked at for so long (ms) goes on when somebody does again. */
const LEFT_ALONE = 1_000

export class ListPages {
  readonly #world: ListWorld
  #snapshot: ListSnapshot = { ids: null, members: NO_MEMBERS, until: undefined, search: null, error: null }
  #loads = new Map<number, AbortController>()
  #refreshing: AbortController | null = null
  #gone = new Set<MessageId>()
  readonly #kept: KeptRows
  #shown: [first: number, last: number] = [0, PAGE_SIZE - 1]
  #listeners = new Set<() => void>()
  #stale = false
  #state: string | undefined
  #later: ReturnType<typeof setTimeout> | undefined
  /** How long (ms) news are gathered: a list that takes long to read is read less often. */
  #rest = SOON

  constructor(world: ListWorld, first?: Page) {
    this.#world = world
    this.#kept = new KeptRows(world.fits)
    if (first) this.#place(first, true)
  }

  get snapshot(): ListSnapshot {
    return this.#snapshot
  }

  /** The state of its folder up to which everything was learned; undefined where nobody knows. */
  get state(): string | undefined {
    return this.#state
  }

  /** Whatever happened in the folder up to this state was learned. */
  learnState(state: string): void {
    if (this.#state) this.#state = state
  }

  /** Tells of every new snapshot. What is stale is read again when somebody begins to look. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    if (this.#stale) void this.refresh()
    return () => {
      this.#listeners.delete(listener)
      if (this.#world.searches) setTimeout(() => this.#leave(), LEFT_ALONE)
    }
  }

  /** Something happened that can't be worked out here: it is read again soon, or when somebody looks. */
  expire(): void {
    if (this.#snapshot.search?.state === 'stopped') return // it goes on when a person says so
    this.#stale = true
    // What is being read may be too old already: then it is read once more, after a rest.
    if (this.#refreshing || this.#listeners.size === 0) return
    this.#later ??= setTimeout(() => void this.refresh(), this.#rest)
  }

  /** These places are looked at: loads what is missing there and one page around, drops what was asked for elsewhere. */
  show(first: number, last: number): void {
    this.#shown = [first, last]
    const { ids, error } = this.#snapshot
    if (error || this.#refreshing) return
    if (!ids && this.#world.searches) return void this.refresh()
    // Where nothing is known yet the first page tells how much there is.
    const total = ids?.length ?? PAGE_SIZE
    const from = ids ? Math.max(0, Math.floor(first / PAGE_SIZE) - 1) : 0
    const to = Math.min(Math.floor(last / PAGE_SIZE) + 1, Math.floor(Math.max(0, total - 1) / PAGE_SIZE))
    for (const [page, load] of this.#loads) {
      if (page >= from && page <= to) continue
      load.abort()
      this.#loads.delete(page)
    }
    // What is under the eyes first.
    const seen = (page: number) => page * PAGE_SIZE <= last && (page + 1) * PAGE_SIZE > first
    const pages = Array.from({ length: to - from + 1 }, (_, at) => from + at)
    for (const page of pages.sort((a, b) => Number(seen(b)) - Number(seen(a)))) {
      if (!this.#loads.has(page) && hasHole(this.#snapshot.ids, page * PAGE_SIZE, PAGE_SIZE))
        void this.#load(page)
    }
  }

  /** Loads the places `first` to `last` wherever they are missing, for a selection over rows that were scrolled past. */
  async ensure(first: number, last: number): Promise<void> {
    const from = Math.floor(first / PAGE_SIZE)
    for (let page = from; page * PAGE_SIZE <= last; page++) {
      if (hasHole(this.#snapshot.ids, page * PAGE_SIZE, PAGE_SIZE)) await this.#load(page)
    }
  }

  /** Reads again what is looked at, around its first row where that is still there. Until it comes the old rows stand. */
  async refresh(): Promise<void> {
    const [first] = this.#shown
    const anchor = (first > 0 && this.#snapshot.ids?.[first]) || null
    clearTimeout(this.#later)
    this.#later = undefined
    const began = Date.now()
    this.#giveUp()
    for (const load of this.#loads.values()) load.abort()
    this.#loads.clear()
    const controller = new AbortController()
    this.#refreshing = controller
    this.#stale = false
    const sofar = this.#growing(controller.signal)
    try {
      const page = await this.#read(anchor, controller.signal, sofar)
      if (controller.signal.aborted) return
      this.#refreshing = null
      this.#place(page, true)
      this.show(...this.#shown)
    } catch (error) {
      if (controller.signal.aborted) return
      this.#refreshing = null
      this.#fail(error)
    }
    this.#rest = Math.min(LONGEST_REST, Math.max(SOON, 3 * (Date.now() - began)))
    if (this.#stale) this.expire()
  }

  /** Ends a search over all folders; what it has found stays. @returns whether there was one that ran */
  stopSearch(): boolean {
    const stopped = stoppedSearch(this.#snapshot)
    if (!stopped) return false
    this.#giveUp()
    this.#set(stopped)
    this.show(...this.#shown)
    return true
  }

  /** Takes what a search has found so far as the list, unless it is one that was complete: that stands until the new one is. */
  #growing(signal: AbortSignal): SoFar {
    const { search } = this.#snapshot
    const grows = this.#world.searches && search?.state !== 'done'
    if (grows) this.#set({ search: search ? { ...search, state: 'running' } : SEARCHING, error: null })
    return (told) => {
      if (!grows || signal.aborted) return
      const page = withoutMessages(told, this.#gone)
      // One that goes on after it was stopped has to come as far as it was.
      if (page.total >= (this.#snapshot.ids?.length ?? 0)) this.#place(page, true)
      else this.#set({ search: told.search ?? null })
    }
  }

  /** Nobody looks any more: a search is no use that is not there when somebody does. */
  #leave(): void {
    if (this.#listeners.size > 0 || !this.#refreshing) return
    this.#giveUp()
    this.#stale = true
  }

  #giveUp(): void {
    this.#refreshing?.abort()
    this.#refreshing = null
  }

  /** These messages are no longer in the view. Where one wasn't loaded nobody knows its place: the list expires. */
  remove(messages: Iterable<MessageId>): void {
    const { ids, members } = this.#snapshot
    const gone = new Set([...messages].filter((id) => !this.#gone.has(id)))
    if (!ids || gone.size === 0) return
    const isGone = (id: MessageId) => gone.has(id)
    const found = messagesIn({ ids, members }).filter(isGone).length
    for (const id of gone) this.#gone.add(id)
    if (found > 0) this.#set(rowsWithout({ ids, members }, isGone, this.#world.knows))
    if (found < gone.size || isTorn(members, isGone)) this.expire()
  }

  /** A change of the whole view emptied it, but for the rows that stay. */
  removeView(goes: (id: MessageId) => boolean): void {
    const { ids, members } = this.#snapshot
    const loaded = ids?.filter((id) => id !== undefined)
    if (loaded) this.#set(rowsWithout({ ids: loaded, members }, goes, this.#world.knows))
    this.expire()
  }

  /** Loaded rows that no longer fit the view's filter. */
  get strays(): MessageId[] {
    return this.#kept.straysOf(this.#snapshot.ids)
  }

  /** Another list is looked at: what stayed although it no longer fits need not be there when one comes back. */
  leave(): void {
    this.remove(this.strays)
    this.#kept.clear()
  }

  /** Whether this message has its place here, by itself or in its conversation. */
  has(id: MessageId): boolean {
    const { ids, members } = this.#snapshot
    return ids !== null && rowOf({ ids, members }, id) !== null
  }

  /** Whether a row shows this message. */
  shows(id: MessageId): boolean {
    return this.#snapshot.ids?.includes(id) ?? false
  }

  async #read(anchor: MessageId | null, signal: AbortSignal, sofar: SoFar): Promise<Page> {
    const keep = this.#kept.keep(this.#snapshot.ids)
    // A search begins at its beginning; where one looked is asked for of what it has found.
    if (this.#world.searches) {
      const page = await this.#world.load({ offset: 0, limit: PAGE_SIZE }, signal, keep, sofar)
      return withoutMessages(page, this.#gone)
    }
    if (anchor) {
      try {
        return await this.#world.load({ around: anchor, limit: 2 * PAGE_SIZE }, signal, keep)
      } catch (error) {
        if (signal.aborted) throw error
        // The anchor itself is gone: the place where one looked will do.
      }
    }
    const offset = anchor ? Math.max(0, this.#shown[0] - PAGE_SIZE / 2) : 0
    return await this.#world.load({ offset, limit: 2 * PAGE_SIZE }, signal, keep)
  }

  async #load(page: number): Promise<void> {
    const controller = new AbortController()
    this.#loads.set(page, controller)
    try {
      const ask = { offset: page * PAGE_SIZE, limit: PAGE_SIZE }
      const got = await this.#world.load(ask, controller.signal, this.#kept.keep(this.#snapshot.ids))
      if (controller.signal.aborted) return
      this.#loads.delete(page)
      const moved = this.#snapshot.ids !== null && this.#snapshot.ids.length !== got.total
      this.#place(got, moved)
      // Mail came or went unseen: what is looked at may stand elsewhere now.
      if (moved) this.show(...this.#shown)
    } catch (error) {
      if (controller.signal.aborted) return
      this.#loads.delete(page)
      this.#fail(error)
    }
  }

  /** Puts a page into its places; `anew` forgets all the others. */
  #place(page: Page, anew: boolean): void {
    this.#world.learn(page.messages)
    // A page beside others says nothing of them.
    if (anew) this.#state = page.state
    const { ids, members } = this.#snapshot
    const rows = withPage(anew ? NO_ROWS : { ids: ids ?? [], members }, page)
    for (const id of toldOf(page)) this.#gone.delete(id)
    const until = page.until ?? page.uidNext
    const { search = this.#snapshot.search } = page
    this.#set({ ...rows, search, error: null, ...(until ? { until } : {}) })
  }

  #fail(error: unknown): void {
    this.#set({ search: null, error: error instanceof Error ? error : new Error(String(error)) })
  }

  #set(change: Partial<ListSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of [...this.#listeners]) listener()
  }
}
