/**
 * How many messages one command is about. Each command costs the server the same to begin with (in a large Maildir
 * hundreds of milliseconds): chunks grow as long as they are done soon enough for a stop to be felt.
 */

const FIRST = 500
const LEAST = 100
const MOST = 2_000
/** A chunk quicker than this (ms) may be larger. */
const QUICK = 1_500
/** A chunk slower than this (ms) was too large: it comes near its deadline. */
const SLOW = 6_000

export class ChunkPace {
  #size = FIRST

  /** Messages that the next chunk may hold. */
  get size(): number {
    return this.#size
  }

  /** A full chunk took so long (ms). */
  took(milliseconds: number): void {
    if (milliseconds < QUICK) this.#size = Math.min(MOST, this.#size * 2)
    else if (milliseconds > SLOW) this.#size = Math.max(LEAST, Math.floor(this.#size / 2))
  }
}
