/** What ties a folder's messages to their conversations: a few numbers a message, in typed arrays by ascending UID. */
import { type Threading, threadMessages } from '#lib/mail/thread-messages.ts'

/** Keys by UID (thread-keys.ts). */
export type KeysByUid = ReadonlyMap<number, readonly number[]>

/** The rows of one folder; 8 bytes a message and 8 a key. Never changed: an update makes new ones. */
export class ThreadRows {
  readonly uids: Uint32Array
  readonly #starts: Uint32Array
  readonly #keys: Float64Array

  private constructor(uids: Uint32Array, starts: Uint32Array, keys: Float64Array) {
    this.uids = uids
    this.#starts = starts
    this.#keys = keys
  }

  static readonly none = new ThreadRows(new Uint32Array(), new Uint32Array(1), new Float64Array())

  /** Bytes held. */
  get bytes(): number {
    return 4 * (this.uids.length + this.#starts.length) + 8 * this.#keys.length
  }

  get hasKeys(): boolean {
    return this.#keys.length > 0
  }

  /** The rows of exactly `uids` (ascending): those in `fresh` anew, the others as they were, unknown ones without a key. */
  of(uids: Uint32Array, fresh: KeysByUid): ThreadRows {
    const starts = new Uint32Array(uids.length + 1)
    const pieces: ArrayLike<number>[] = []
    let row = 0
    let length = 0
    for (const [at, uid] of uids.entries()) {
      while (row < this.uids.length && (this.uids[row] ?? 0) < uid) row++
      const known = this.uids[row] === uid
      const keys = fresh.get(uid) ?? (known ? this.#keysOf(row) : [])
      pieces.push(keys)
      length += keys.length
      starts[at + 1] = length
    }
    const keys = new Float64Array(length)
    for (const [at, piece] of pieces.entries()) keys.set(piece, starts[at])
    return new ThreadRows(uids, starts, keys)
  }

  thread(): Threading {
    return threadMessages({ starts: this.#starts, keys: this.#keys })
  }

  #keysOf(row: number): Float64Array {
    return this.#keys.subarray(this.#starts[row], this.#starts[row + 1])
  }
}
