/** Several folders' hits as one list: merged only as far as somebody looks. */
import { type FolderId, folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary, Sort } from '#lib/api/messages.ts'
import { compareSummaries } from '#lib/mail/compare-summaries.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { firstRows, type Hits, untilOf } from '#lib/server/imap/find-hits.ts'
import { readFound } from '#lib/server/imap/read-found.ts'

/** A row of the merged list: which of the folders, and which UID there. */
type Place = { folder: number; uid: number }

/** Rows that are read at once to find the next one of a folder. */
export const ROWS_AHEAD = 16

/**
 * Each folder's hits are in order already: the next row of all is one of the folders' next ones. So a page costs the
 * rows on it and a few of each folder, however much was found.
 */
export class MergedHits {
  readonly total: number
  readonly #hits: readonly Hits[]
  readonly #sort: Sort
  readonly #places: Place[] = []
  /** How far each folder was merged. */
  readonly #next: number[]
  #merging: Promise<void> = Promise.resolve()

  constructor(hits: readonly Hits[], sort: Sort) {
    this.#hits = hits
    this.#sort = sort
    this.#next = hits.map(() => 0)
    this.total = hits.reduce((sum, { uids }) => sum + uids.length, 0)
  }

  /** By folder a UID above all that were found in it. */
  get until(): Record<FolderId, number> {
    return Object.fromEntries(this.#hits.map((hits) => [folderIdOf(hits.path), untilOf(hits)]))
  }

  /** The first rows, as they were when they were found. */
  async firstPage(account: Account, limit: number, signal: AbortSignal): Promise<MessageSummary[]> {
    const [only, ...more] = this.#hits
    if (only && more.length === 0) return [...(await firstRows(account, only, limit, signal))]
    const known = new Map<string, MessageSummary>()
    for (const [folder, { rows }] of this.#hits.entries())
      for (const row of rows) known.set(`${folder} ${row.uid}`, row)
    return await this.page(account, 0, limit, signal, known)
  }

  /** The rows from `offset` on. Those that are gone by now are left out; those in `known` need not be read. */
  async page(
    account: Account,
    offset: number,
    limit: number,
    signal: AbortSignal,
    known = new Map<string, MessageSummary>(),
  ): Promise<MessageSummary[]> {
    const [only, ...more] = this.#hits
    if (!only || offset >= this.total) return []
    if (more.length === 0)
      return await readFound(account, only, only.uids.subarray(offset, offset + limit), signal)
    const merging = this.#merging.then(() => this.#mergeTo(account, offset + limit, known, signal))
    this.#merging = merging.catch(() => undefined) // whoever asked hears of it; the next one goes on from here
    await merging
    return await this.#rows(account, this.#places.slice(offset, offset + limit), known, signal)
  }

  async #mergeTo(
    account: Account,
    end: number,
    known: Map<string, MessageSummary>,
    signal: AbortSignal,
  ): Promise<void> {
    const goal = Math.min(end, this.total)
    while (this.#places.length < goal) {
      let best: { place: Place; row: MessageSummary | undefined } | null = null
      for (const [folder, hits] of this.#hits.entries()) {
        const uid = hits.uids[this.#next[folder] ?? 0]
        if (uid === undefined) continue
        const row = await this.#row(account, folder, uid, known, signal)
        // A row that is gone goes first: it holds nobody up.
        const better = !best || !row || (best.row && compareSummaries(row, best.row, this.#sort) < 0)
        if (better) best = { place: { folder, uid }, row }
        if (!row) break
      }
      if (!best) return
      this.#places.push(best.place)
      this.#next[best.place.folder] = (this.#next[best.place.folder] ?? 0) + 1
    }
  }

  async #row(
    account: Account,
    folder: number,
    uid: number,
    known: Map<string, MessageSummary>,
    signal: AbortSignal,
  ): Promise<MessageSummary | undefined> {
    const hits = this.#hits[folder]
    const key = `${folder} ${uid}`
    if (!hits || known.has(key)) return known.get(key)
    const from = this.#next[folder] ?? 0
    const ahead = hits.uids.subarray(from, from + ROWS_AHEAD)
    for (const row of await readFound(account, hits, ahead, signal)) known.set(`${folder} ${row.uid}`, row)
    return known.get(key)
  }

  async #rows(
    account: Account,
    places: readonly Place[],
    known: Map<string, MessageSummary>,
    signal: AbortSignal,
  ): Promise<MessageSummary[]> {
    for (const [folder, hits] of this.#hits.entries()) {
      const missing = places.filter(
        (place) => place.folder === folder && !known.has(`${folder} ${place.uid}`),
      )
      if (missing.length === 0) continue
      const uids = missing.map(({ uid }) => uid)
      for (const row of await readFound(account, hits, uids, signal)) known.set(`${folder} ${row.uid}`, row)
    }
    return places.flatMap(({ folder, uid }) => known.get(`${folder} ${uid}`) ?? [])
  }
}
