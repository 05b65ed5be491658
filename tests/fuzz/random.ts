/** Random choices that a seed decides: the same seed gives the same ones on every machine. */

export type Random = {
  /** A whole number from 0 up to, but not, `below`. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

/** mulberry32: 32 bits of state are plenty to choose mutations by. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    below,
    pick: (from) => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
  }
}
