/** One view of a folder, as much of it as was looked at: which message stands at which place. */
import type { MessageId } from '#lib/api/ids.ts'
import { withoutRows } from '#lib/mail/apply-change.ts'
import { KeptRows } from './kept-rows.ts'
import type { ListSnapshot, ListWorld, Page } from './list-page.ts'

const PAGE_SIZE = 50
/** So long (ms) are news gathered before a list is read again. */
const SOON = 80
const LONGEST_REST = 3_000

export class ListPages {
  readonly #world: ListWorld
  #snapshot: ListSnapshot = { ids: null, until: undefined, pending: 0, error: null }
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
    return () => this.#listeners.delete(listener)
  }

  /** Something happened that can't be worked out here: it is read again soon, or when somebody looks. */
  expire(): void {
    this.#stale = true
    // What is being read may be too old already: then it is read once more, after a rest.
    if (this.#refreshing || this.#listeners.size === 0) return
    this.#later ??= setTimeout(() => void this.refresh(), this.#rest)
  }

  /** These places are looked at: loads what is missing there and one page around, drops what was asked for elsewhere. */
  show(first: number, last: number): void {
    this.#shown = [first, last]
    if (this.#snapshot.error || this.#refreshing) return
    // Where nothing is known yet the first page tells how much there is.
    const total = this.#snapshot.ids?.length ?? PAGE_SIZE
    const from = this.#snapshot.ids ? Math.max(0, Math.floor(first / PAGE_SIZE) - 1) : 0
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
      if (!this.#loads.has(page) && this.#hasHole(page)) void this.#load(page)
    }
  }

  /** Loads the places `first` to `last` wherever they are missing, for a selection over rows that were scrolled past. */
  async ensure(first: number, last: number): Promise<void> {
    const from = Math.floor(first / PAGE_SIZE)
    for (let page = from; page * PAGE_SIZE <= last; page++) {
      if (this.#hasHole(page)) await this.#load(page)
    }
  }

  /** Reads again what is looked at, around its first row where that is still there. Until it comes the old rows stand. */
  async refresh(): Promise<void> {
    const [first] = this.#shown
    const anchor = (first > 0 && this.#snapshot.ids?.[first]) || null
    clearTimeout(this.#later)
    this.#later = undefined
    const began = Date.now()
    this.#refreshing?.abort()
    for (const load of this.#loads.values()) load.abort()
    this.#loads.clear()
    const controller = new AbortController()
    this.#refreshing = controller
    this.#stale = false
    try {
      const page = await this.#read(anchor, controller.signal)
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

  /** These messages are no longer in the view. Where one wasn't loaded nobody knows its place: the list expires. */
  remove(ids: Iterable<MessageId>): void {
    const { ids: rows } = this.#snapshot
    const gone = new Set([...ids].filter((id) => !this.#gone.has(id)))
    if (!rows || gone.size === 0) return
    const next = withoutRows(rows, (id) => gone.has(id))
    for (const id of gone) this.#gone.add(id)
    if (next.length < rows.length) this.#set({ ids: next })
    if (rows.length - next.length < gone.size) this.expire()
  }

  /** A change of the whole view emptied it, but for the rows that stay. */
  removeView(goes: (id: MessageId) => boolean): void {
    const { ids: rows } = this.#snapshot
    if (rows) this.#set({ ids: rows.filter((id) => id !== undefined && !goes(id)) })
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

  /** Whether this message has its place here. */
  has(id: MessageId): boolean {
    return this.#snapshot.ids?.includes(id) ?? false
  }

  #hasHole(page: number): boolean {
    const { ids } = this.#snapshot
    if (!ids) return page === 0
    const end = Math.min(ids.length, (page + 1) * PAGE_SIZE)
    for (let at = page * PAGE_SIZE; at < end; at++) if (ids[at] === undefined) return true
    return false
  }

  async #read(anchor: MessageId | null, signal: AbortSignal): Promise<Page> {
    if (anchor) {
      try {
        return await this.#world.load(
          { around: anchor, limit: 2 * PAGE_SIZE },
          signal,
          this.#kept.keep(this.#snapshot.ids),
        )
      } catch (error) {
        if (signal.aborted) throw error
        // The anchor itself is gone: the place where one looked will do.
      }
    }
    const offset = anchor ? Math.max(0, this.#shown[0] - PAGE_SIZE / 2) : 0
    return this.#world.load({ offset, limit: 2 * PAGE_SIZE }, signal, this.#kept.keep(this.#snapshot.ids))
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
    const ids: (MessageId | undefined)[] = anew ? [] : (this.#snapshot.ids?.slice() ?? [])
    ids.length = page.total
    for (const [at, { id }] of page.messages.entries()) {
      ids[page.offset + at] = id
      this.#gone.delete(id)
    }
    const pending = page.pending?.length ?? 0
    const until = page.until ?? page.uidNext
    this.#set({ ids, pending, error: null, ...(until ? { until } : {}) })
    if (pending > 0) this.expire()
  }

  #fail(error: unknown): void {
    this.#set({ error: error instanceof Error ? error : new Error(String(error)) })
  }

  #set(change: Partial<ListSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change }
    for (const listener of [...this.#listeners]) listener()
  }
}
