/** Orders and selections of a folder's messages, kept true by what changed instead of being asked for again. */
import type { Filter, Sort } from '#lib/api/messages.ts'
import { HAS_ATTACHMENT } from '#lib/mail/search-grammar.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { LendBox } from './account.ts'
import { type ConversationView, conversationView } from './conversation-view.ts'
import { fieldOf, type SortField } from './fetch-sort-keys.ts'
import { ANSWERED, FLAGGED, SEEN } from './flag-table.ts'
import type { FolderIndex } from './folder-index.ts'
import { FolderThreads } from './folder-threads.ts'
import { matchTerm } from './match-term.ts'
import { OwnOrder } from './own-order.ts'
import { placeAdded } from './place-added.ts'
import { readsMessages } from './search-criteria.ts'
import { sortMessages } from './sort-messages.ts'

/**
 * What is shown of a folder. `term` is the search, `all` where there is none; `keep` are UIDs that are shown whatever
 * the filter says.
 */
export type Selected = { filter: readonly Filter[]; term: SearchTerm; keep: readonly number[] }

type Order = { uids: Uint32Array; version: number }
type Match = { uids: ReadonlySet<number>; version: number }

const MOST_ORDERS = 4
const MOST_MATCHES = 8
const MOST_VIEWS = 8
const MOST_OWN = 2
/** More rows than this are searched for again as a whole. */
const FEW = 500

/** The views of one folder under one UIDVALIDITY. */
export class FolderViews {
  #orders = new Map<Sort, Order>()
  #matches = new Map<string, Match>()
  #views = new Map<string, Order>()
  #conversations = new Map<string, { view: ConversationView; version: number }>()
  readonly threads = new FolderThreads()
  /** Orders of our own by field; null where the server sorts; undefined before it was asked. */
  #own: Map<SortField, OwnOrder> | null | undefined

  /** Memory held, bytes. */
  get bytes(): number {
    let bytes = this.threads.bytes
    for (const { uids } of this.#orders.values()) bytes += 100 + 4 * uids.length
    for (const { uids } of this.#views.values()) bytes += 300 + 4 * uids.length
    for (const own of this.#own?.values() ?? []) bytes += own.bytes
    for (const { view } of this.#conversations.values()) bytes += 300 + view.bytes
    for (const [key, { uids }] of this.#matches) bytes += 300 + 2 * key.length + 40 * uids.size
    return bytes
  }

  /** UIDs in view order. Not to be changed by whoever gets them. */
  async ordered(index: FolderIndex, sort: Sort, selected: Selected, lend: LendBox): Promise<Uint32Array> {
    const plain = selected.filter.length === 0 && selected.term.kind === 'all'
    if (plain) return await this.#order(index, sort, lend)
    const key = JSON.stringify([sort, selected])
    const known = this.#views.get(key)
    if (known?.version === index.version) return known.uids
    const order = await this.#order(index, sort, lend)
    const { version } = index
    const members = new Set(await this.members(index, selected, lend))
    const uids = order.filter((uid) => members.has(uid))
    keep(this.#views, key, { uids, version }, MOST_VIEWS)
    return uids
  }

  /** The conversations that have a message in a selection, in view order. */
  async conversations(
    index: FolderIndex,
    sort: Sort,
    selected: Selected,
    lend: LendBox,
  ): Promise<ConversationView> {
    const key = JSON.stringify([sort, selected])
    const known = this.#conversations.get(key)
    if (known?.version === index.version) return known.view
    const { version } = index
    const byDate = await this.ordered(index, '-date', selected, lend)
    const order = sort.endsWith('date') ? null : await this.ordered(index, sort, selected, lend)
    const conversations = await this.threads.conversations(index, lend)
    const view = conversationView({ index, conversations, byDate, order, oldestFirst: sort === 'date' })
    // Those of before would hold a threading of before.
    for (const [other, kept] of this.#conversations)
      if (kept.version !== version) this.#conversations.delete(other)
    keep(this.#conversations, key, { view, version }, MOST_VIEWS)
    return view
  }

  /** UIDs of a selection, ascending: no order is made for them. */
  async members(index: FolderIndex, selected: Selected, lend: LendBox): Promise<Uint32Array> {
    const { filter, term, keep } = selected
    const asked = [term, ...(filter.includes('attachments') ? [HAS_ATTACHMENT] : [])]
    const matches: ReadonlySet<number>[] = []
    for (const one of asked) if (one.kind !== 'all') matches.push(await this.#match(index, one, lend))
    const on = (filter.includes('flagged') ? FLAGGED : 0) | (filter.includes('answered') ? ANSWERED : 0)
    const uids = index.withFlags(on, filter.includes('unread') ? SEEN : 0)
    const found = matches.length === 0 ? uids : uids.filter((uid) => matches.every((match) => match.has(uid)))
    if (keep.length === 0 || filter.length === 0) return found
    return Uint32Array.from(new Set([...found, ...keep.filter((uid) => index.has(uid))])).sort()
  }

  async #order(index: FolderIndex, sort: Sort, lend: LendBox): Promise<Uint32Array> {
    for (;;) {
      const known = this.#orders.get(sort)
      if (known?.version === index.version) return keep(this.#orders, sort, known, MOST_ORDERS).uids
      const { version } = index
      const own = await this.#ownOrder(fieldOf(sort), lend)
      const uids = own
        ? directed(await own.uids(index, lend), sort)
        : await freshOrder(index, sort, known, lend)
      // What the index does not hold is not there (any more, or yet): its delta will bring it.
      keep(this.#orders, sort, { uids: uids.filter((uid) => index.has(uid)), version }, MOST_ORDERS)
    }
  }

  async #ownOrder(field: SortField, lend: LendBox): Promise<OwnOrder | null> {
    if (this.#own === undefined)
      this.#own = await lend(async ({ capabilities }) => (capabilities.has('SORT') ? null : new Map()))
    return this.#own && keep(this.#own, field, this.#own.get(field) ?? new OwnOrder(field), MOST_OWN)
  }

  async #match(index: FolderIndex, term: SearchTerm, lend: LendBox): Promise<ReadonlySet<number>> {
    const key = JSON.stringify(term)
    for (;;) {
      const known = this.#matches.get(key)
      if (known?.version === index.version) return keep(this.#matches, key, known, MOST_MATCHES).uids
      const { version } = index
      const uids = await freshMatch(index, term, known, lend)
      keep(this.#matches, key, { uids, version }, MOST_MATCHES)
    }
  }
}

/** Puts an entry in as the newest and lets the oldest go. */
function keep<K, V>(entries: Map<K, V>, key: K, value: V, most: number): V {
  entries.delete(key)
  entries.set(key, value)
  for (const oldest of entries.keys()) {
    if (entries.size <= most) break
    entries.delete(oldest)
  }
  return value
}

function directed(ascending: Uint32Array, sort: Sort): Uint32Array {
  return sort.startsWith('-') ? ascending.toReversed() : ascending
}

/** Flags never change an order; what went is left out; what came is sorted in by the server's own comparison. */
async function freshOrder(
  index: FolderIndex,
  sort: Sort,
  known: Order | undefined,
  lend: LendBox,
): Promise<Uint32Array> {
  const delta = known ? index.after(known.version) : null
  if (known && delta) {
    const gone = new Set(delta.removed)
    const kept = gone.size > 0 ? known.uids.filter((uid) => !gone.has(uid)) : known.uids
    const here = new Set(kept.length > 0 && delta.added.length > 0 ? kept : [])
    const added = delta.added.filter((uid) => !here.has(uid))
    if (added.length === 0) return kept
    const placed = added.length <= FEW ? await lend((box) => placeAdded(box, sort, kept, added)) : null
    if (placed) return placed
  }
  return Uint32Array.from(await lend((box) => sortMessages(box, sort, { kind: 'all' })))
}

async function freshMatch(
  index: FolderIndex,
  term: SearchTerm,
  known: Match | undefined,
  lend: LendBox,
): Promise<ReadonlySet<number>> {
  const how = { apart: readsMessages(term) }
  const delta = known ? index.after(known.version) : null
  const again = delta ? [...delta.added, ...(asksFlags(term) ? delta.changed : [])] : []
  if (!known || !delta || again.length > FEW)
    return new Set(await lend((box) => matchTerm(box, index, term), how))
  const uids = new Set(known.uids)
  for (const uid of [...delta.removed, ...again]) uids.delete(uid)
  if (again.length === 0) return uids
  for (const uid of await lend((box) => matchTerm(box, index, term, again), how)) uids.add(uid)
  return uids
}

function asksFlags(term: SearchTerm): boolean {
  if (term.kind === 'and' || term.kind === 'or') return term.terms.some(asksFlags)
  return term.kind === 'not' ? asksFlags(term.term) : term.kind === 'flag'
}
