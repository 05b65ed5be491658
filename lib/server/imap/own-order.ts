/** The order of a folder where the server can't sort: made once, kept with its keys, so that new mail costs its own rows. */
import type { LendBox } from './account.ts'
import { fetchInTurns } from './fetch-by-uid.ts'
import { compareKeyed, fetchSortKeys, type SortField, type SortKey } from './fetch-sort-keys.ts'
import type { FolderIndex } from './folder-index.ts'
import { numberColumn, textColumn } from './key-column.ts'

/** One field's order of one folder under one UIDVALIDITY. */
export class OwnOrder {
  readonly #field: SortField
  #uids = new Uint32Array()
  #keys
  #version: number | null = null
  #running: Promise<void> | null = null

  constructor(field: SortField) {
    this.#field = field
    this.#keys = this.#noKeys()
  }

  /** Bytes held: 12 a message, or 8 and its key. */
  get bytes(): number {
    return 4 * this.#uids.length + this.#keys.bytes
  }

  /** The UIDs of all that `index` holds, ascending by key and then by UID. Not to be changed by whoever gets them. */
  async uids(index: FolderIndex, lend: LendBox): Promise<Uint32Array> {
    while (this.#version !== index.version) {
      this.#running ??= this.#bringTrue(index, lend).finally(() => {
        this.#running = null
      })
      await this.#running
    }
    return this.#uids
  }

  #noKeys() {
    return this.#field === 'date' || this.#field === 'size' ? numberColumn() : textColumn()
  }

  async #bringTrue(index: FolderIndex, lend: LendBox): Promise<void> {
    const { version } = index
    const delta = this.#version === null ? null : index.after(this.#version)
    const added = delta?.added ?? Array.from(index.uids)
    const fresh = [...(await fetchInTurns(lend, added, (box, some) => fetchSortKeys(box, this.#field, some)))]
    if (!delta) {
      this.#uids = new Uint32Array()
      this.#keys = this.#noKeys()
    }
    if (fresh.length > 0 || (delta && delta.removed.length > 0)) this.#merge(fresh, new Set(delta?.removed))
    this.#version = version
  }

  #merge(fresh: [number, SortKey][], gone: ReadonlySet<number>): void {
    fresh.sort(compareKeyed)
    const plan = new Int32Array(this.#uids.length + fresh.length)
    let count = 0
    let row = 0
    const keepUpTo = (end: number) => {
      for (; row < end; row++) if (!gone.has(this.#uids[row] ?? 0)) plan[count++] = row
    }
    for (const [at, one] of fresh.entries()) {
      keepUpTo(this.#placeOf(one))
      plan[count++] = -1 - at
    }
    keepUpTo(this.#uids.length)
    const arranged = plan.subarray(0, count)
    const uids = this.#uids
    this.#uids = Uint32Array.from(arranged, (from) =>
      from < 0 ? (fresh[-1 - from]?.[0] ?? 0) : (uids[from] ?? 0),
    )
    this.#keys = this.#keys.arranged(
      arranged,
      fresh.map(([, key]) => key),
    )
  }

  /** The first row that comes after this one. */
  #placeOf([uid, key]: readonly [number, SortKey]): number {
    let low = 0
    let high = this.#uids.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const order = this.#keys.compare(middle, key) || (this.#uids[middle] ?? 0) - uid
      if (order < 0) low = middle + 1
      else high = middle
    }
    return low
  }
}
