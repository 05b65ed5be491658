/** What we know of a folder's messages: UIDs and flags, and what changed when. No IO, no order but the UIDs'. */
import { randomBytes } from 'node:crypto'
import { FlagTable, SEEN, UNREAD_YET } from './flag-table.ts'
import { rowOfUid } from './uid-set.ts'

/** UIDs that came, whose flags changed, or that went. Ascending. */
export type FolderDelta = { added: number[]; changed: number[]; removed: number[] }

/** What was learned from the server: UIDs that are gone, and flags of messages, known or new; null: read later. */
export type FolderNews = {
  removed?: Iterable<number>
  flags?: Iterable<[uid: number, flags: readonly string[] | null]>
}

const REMOVALS_KEPT = 20_000

/**
 * The index of one folder under one UIDVALIDITY: 16 bytes a message, in typed arrays by ascending UID.
 *
 * Each row keeps the version at which it came and the one at which its flags last changed, so that only removals
 * need a log: whoever knows version n is told what happened since by one pass over the rows.
 */
export class FolderIndex {
  readonly uidValidity: number
  /** UIDs from here on were never given (RFC 3501 §2.3.1.1), as far as we know. */
  uidNext = 1
  /** Everything up to this mod-sequence is in here (RFC 7162 §3.1.2); null where the server keeps none. */
  modseq: bigint | null = null
  readonly #epoch = randomBytes(8).toString('hex')
  #version = 0
  #count = 0
  #uids = new Uint32Array(64)
  #sets = new Uint32Array(64)
  #cameAt = new Uint32Array(64)
  #changedAt = new Uint32Array(64)
  readonly #table = new FlagTable()
  #removals: { uid: number; cameAt: number; at: number }[] = []
  /** `since` can't be answered for versions before this one. */
  #floor = 0

  constructor(uidValidity: number) {
    this.uidValidity = uidValidity
  }

  get version(): number {
    return this.#version
  }

  /** The opaque `state` of the API: this index's name and its version. */
  get state(): string {
    return `${this.#epoch}-${this.#version}`
  }

  get total(): number {
    return this.#count
  }

  /** Whether all flags were read. Until then `unread` and `withFlags` mean nothing. */
  get complete(): boolean {
    return this.#table.unreadYet === 0
  }

  get unread(): number {
    return this.#table.countWithout(SEEN)
  }

  /** Memory held, bytes. */
  get bytes(): number {
    return 16 * this.#uids.length + 48 * this.#removals.length + this.#table.bytes
  }

  /** All UIDs, ascending: a look at the index itself, not to be kept across an `update`. */
  get uids(): Uint32Array {
    return this.#uids.subarray(0, this.#count)
  }

  has(uid: number): boolean {
    return this.#rowOf(uid) >= 0
  }

  /** A message's flags, or null where there is no such message. */
  flagsOf(uid: number): readonly string[] | null {
    const row = this.#rowOf(uid)
    return row < 0 ? null : this.#table.flagsOf(this.#sets[row] ?? 0)
  }

  /** Whether there is such a message whose flags were not read yet. */
  lacksFlags(uid: number): boolean {
    const row = this.#rowOf(uid)
    return row >= 0 && this.#sets[row] === UNREAD_YET
  }

  /** UIDs, ascending, of the messages that have all flags of `on` and none of `off` (bits of `flag-table.ts`). */
  withFlags(on: number, off: number): Uint32Array {
    if (on === 0 && off === 0) return this.uids.slice()
    const fits = this.#table.matching(on, off)
    return this.uids.filter((_, row) => fits[this.#sets[row] ?? 0] === 1)
  }

  /** Takes news in. Answers what they really changed, or null (and the version stays) where nothing did. */
  update(news: FolderNews): FolderDelta | null {
    const at = this.#version + 1
    const removed = this.#remove(news.removed ?? [], at)
    const { added, changed } = this.#put(news.flags ?? [], at)
    if (removed.length + added.length + changed.length === 0) return null
    this.#version = at
    return { added, changed, removed }
  }

  /** What happened since `state`; null where that isn't one of ours, or one too long ago. */
  since(state: string): FolderDelta | null {
    const [, epoch, version] = /^([0-9a-f]{16})-(\d{1,10})$/.exec(state) ?? []
    return epoch === this.#epoch ? this.after(Number(version)) : null
  }

  /** What happened after `version` of this index; null where that is too long ago. */
  after(version: number): FolderDelta | null {
    if (version > this.#version || version < this.#floor) return null
    const gone = new Set<number>()
    for (const { uid, cameAt, at } of this.#removals) if (at > version && cameAt <= version) gone.add(uid)
    const added: number[] = []
    const changed: number[] = []
    if (version < this.#version) {
      for (let row = 0; row < this.#count; row++) {
        const uid = this.#uids[row] ?? 0
        if ((this.#cameAt[row] ?? 0) > version) {
          // A UID never comes back (RFC 3501 §2.3.1.1); were a server to do it, it is a change.
          if (gone.delete(uid)) changed.push(uid)
          else added.push(uid)
        } else if ((this.#changedAt[row] ?? 0) > version) changed.push(uid)
      }
    }
    return { added, changed, removed: [...gone].sort((a, b) => a - b) }
  }

  #rowOf(uid: number): number {
    return rowOfUid(this.#uids, uid, this.#count)
  }

  #remove(uids: Iterable<number>, at: number): number[] {
    const rows = new Set<number>()
    for (const uid of uids) {
      const row = this.#rowOf(uid)
      if (row >= 0) rows.add(row)
    }
    if (rows.size === 0) return []
    const removed: number[] = []
    let kept = 0
    for (let row = 0; row < this.#count; row++) {
      if (rows.has(row)) {
        const uid = this.#uids[row] ?? 0
        removed.push(uid)
        this.#removals.push({ uid, cameAt: this.#cameAt[row] ?? 0, at })
        this.#table.release(this.#sets[row] ?? 0)
      } else this.#copyRow(row, kept++)
    }
    this.#count = kept
    this.#forgetRemovals()
    return removed
  }

  #copyRow(from: number, to: number): void {
    if (from === to) return
    for (const column of [this.#uids, this.#sets, this.#cameAt, this.#changedAt])
      column[to] = column[from] ?? 0
  }

  #forgetRemovals(): void {
    const extra = this.#removals.length - REMOVALS_KEPT
    if (extra <= 0) return
    const [last] = this.#removals.splice(0, extra).slice(-1)
    this.#floor = Math.max(this.#floor, last?.at ?? 0)
  }

  #put(
    flags: Iterable<[number, readonly string[] | null]>,
    at: number,
  ): { added: number[]; changed: number[] } {
    const added: number[] = []
    const changed: number[] = []
    for (const [uid, set] of flags) {
      const row = this.#rowOf(uid)
      if (row >= 0 && set === null) continue
      const number = this.#table.take(set)
      if (row < 0) {
        this.#insert(-1 - row, uid, number, at)
        added.push(uid)
        continue
      }
      const before = this.#sets[row] ?? 0
      this.#table.release(before)
      if (before === number) continue
      this.#sets[row] = number
      // Nobody was told of these yet.
      if (before === UNREAD_YET) continue
      // A row that came with these very news is new, whatever was said of it twice.
      if (this.#cameAt[row] === at) continue
      if (this.#changedAt[row] !== at) changed.push(uid)
      this.#changedAt[row] = at
    }
    return { added: added.sort((a, b) => a - b), changed: changed.sort((a, b) => a - b) }
  }

  #insert(row: number, uid: number, set: number, at: number): void {
    if (this.#count === this.#uids.length) this.#grow()
    if (row < this.#count) {
      // Not at the end: no server should, but the order of UIDs is ours to keep.
      for (const column of [this.#uids, this.#sets, this.#cameAt, this.#changedAt]) {
        column.copyWithin(row + 1, row, this.#count)
      }
    }
    this.#uids[row] = uid
    this.#sets[row] = set
    this.#cameAt[row] = at
    this.#changedAt[row] = at
    this.#count++
    if (uid >= this.uidNext) this.uidNext = uid + 1
  }

  #grow(): void {
    const size = Math.ceil(this.#uids.length * 1.5)
    const grown = (column: Uint32Array) => {
      const larger = new Uint32Array(size)
      larger.set(column)
      return larger
    }
    this.#uids = grown(this.#uids)
    this.#sets = grown(this.#sets)
    this.#cameAt = grown(this.#cameAt)
    this.#changedAt = grown(this.#changedAt)
  }
}
