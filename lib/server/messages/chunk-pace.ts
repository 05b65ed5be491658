/** How many messages one command is about: as many as take about half a second. */

const FIRST = 500
const LEAST = 100
const MOST = 2_000
/** A chunk quicker than this (ms) may be larger: each costs the server the same to begin with. */
const QUICK = 400
/** A chunk slower than this (ms) was too large: a stop should not wait for long. */
const SLOW = 1_500

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
