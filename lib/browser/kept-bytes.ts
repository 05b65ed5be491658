/** What is kept within a budget of bytes: beyond it the ones that were not used for longest are dropped. */
export class KeptBytes<Key> {
  #most: number
  #sizes = new Map<Key, number>()
  #bytes = 0
  /** Drops one; false where it is in use and stays. */
  #drop: (key: Key) => boolean

  constructor(most: number, drop: (key: Key) => boolean) {
    this.#most = most
    this.#drop = drop
  }

  /** Takes one in, as the last one used, and drops others where there is no room. */
  put(key: Key, bytes: number): void {
    this.#forget(key)
    this.#sizes.set(key, bytes)
    this.#bytes += bytes
    for (const old of [...this.#sizes.keys()]) {
      if (this.#bytes <= this.#most || old === key) return
      if (this.#drop(old)) this.#forget(old)
    }
  }

  /** Makes one the last one used. */
  use(key: Key): void {
    const bytes = this.#sizes.get(key)
    if (bytes === undefined) return
    this.#sizes.delete(key)
    this.#sizes.set(key, bytes)
  }

  #forget(key: Key): void {
    this.#bytes -= this.#sizes.get(key) ?? 0
    this.#sizes.delete(key)
  }
}
