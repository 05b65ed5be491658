/** Sort keys in typed arrays, in the order they make. */
import type { SortKey } from './fetch-sort-keys.ts'

/** Where the rows of a new column come from: a row of the old one, or `-1 - n` for the nth new key. */
export type Arrangement = Int32Array

/** Keys by row, ascending. Never changed: `arranged` makes the next one. */
export type KeyColumn = {
  /** Bytes held. */
  readonly bytes: number
  /** Negative where the key of `row` comes before `key`. */
  compare(row: number, key: SortKey): number
  arranged(plan: Arrangement, fresh: readonly SortKey[]): KeyColumn
}

/** Dates and sizes, 8 bytes each. */
export function numberColumn(numbers = new Float64Array()): KeyColumn {
  return {
    bytes: 8 * numbers.length,
    compare: (row, key) => (numbers[row] ?? 0) - Number(key),
    arranged: (plan, fresh) =>
      numberColumn(
        Float64Array.from(plan, (from) => (from < 0 ? Number(fresh[-1 - from]) : (numbers[from] ?? 0))),
      ),
  }
}

/** Collation keys, one after the other: 4 bytes each and as many as they have characters (a byte string). */
export function textColumn(starts = new Uint32Array(1), text = Buffer.alloc(0)): KeyColumn {
  return {
    bytes: 4 * starts.length + text.length,
    compare: (row, key) => {
      const own = text.toString('latin1', starts[row], starts[row + 1])
      return own < key ? -1 : own > key ? 1 : 0
    },
    arranged: (plan, fresh) => {
      const next = new Uint32Array(plan.length + 1)
      for (const [row, from] of plan.entries()) {
        const length =
          from < 0 ? String(fresh[-1 - from]).length : (starts[from + 1] ?? 0) - (starts[from] ?? 0)
        next[row + 1] = (next[row] ?? 0) + length
      }
      const written = Buffer.alloc(next.at(-1) ?? 0)
      for (const [row, from] of plan.entries()) {
        if (from < 0) written.write(String(fresh[-1 - from]), next[row] ?? 0, 'latin1')
        else text.copy(written, next[row] ?? 0, starts[from], starts[from + 1])
      }
      return textColumn(next, written)
    },
  }
}
