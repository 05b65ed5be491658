/** Messages → conversations. */

/** Which keys each message has: those of message n are `keys[starts[n]]` up to `keys[starts[n + 1]]`. */
export type ThreadLinks = { starts: Uint32Array; keys: Float64Array }

/** `of[n]` is the number of message n's conversation, `sizes` how many messages each has. */
export type Threading = { of: Uint32Array; sizes: Uint32Array }

/**
 * Two messages that name the same identifier are of one conversation, and so are those that a third one ties together.
 * These are the sets that JWZ's algorithm (RFC 5256 §3, REFERENCES, without its merging by subject) puts under one root;
 * no tree is made, so that neither the order of arrival nor a cycle can change anything. Conversations are numbered in
 * the order of their first message. A message without a key is one of its own.
 */
export function threadMessages({ starts, keys }: ThreadLinks): Threading {
  const count = Math.max(0, starts.length - 1)
  const parents = Uint32Array.from({ length: count }, (_, row) => row)
  const seen = new KeyTable(keys.length)
  for (let row = 0; row < count; row++) {
    const end = starts[row + 1] ?? 0
    for (let at = starts[row] ?? 0; at < end; at++) {
      const other = seen.firstWith(keys[at] ?? 0, row)
      if (other !== row) join(parents, row, other)
    }
  }
  return numbered(parents)
}

/** Open addressing over typed arrays: the first message that had a key. */
class KeyTable {
  readonly #mask: number
  readonly #keys: Float64Array
  /** Message + 1; 0 where the place is free. */
  readonly #rows: Uint32Array

  constructor(most: number) {
    let size = 16
    while (size < 2 * most) size *= 2
    this.#mask = size - 1
    this.#keys = new Float64Array(size)
    this.#rows = new Uint32Array(size)
  }

  /** The first message with this key, which is `row` itself where there was none. */
  firstWith(key: number, row: number): number {
    let at = (key >>> 0) & this.#mask
    for (;;) {
      const found = this.#rows[at] ?? 0
      if (found === 0) break
      if (this.#keys[at] === key) return found - 1
      at = (at + 1) & this.#mask
    }
    this.#keys[at] = key
    this.#rows[at] = row + 1
    return row
  }
}

function rootOf(parents: Uint32Array, row: number): number {
  let at = row
  for (let up = parents[at] ?? at; up !== at; up = parents[at] ?? at) {
    const above = parents[up] ?? up
    parents[at] = above
    at = above
  }
  return at
}

function join(parents: Uint32Array, a: number, b: number): void {
  const [left, right] = [rootOf(parents, a), rootOf(parents, b)]
  // The older one stays the root: numbers follow from it.
  if (left < right) parents[right] = left
  else parents[left] = right
}

function numbered(parents: Uint32Array): Threading {
  const of = new Uint32Array(parents.length)
  const sizes: number[] = []
  for (let row = 0; row < parents.length; row++) {
    const root = rootOf(parents, row)
    const number = root === row ? sizes.push(0) - 1 : (of[root] ?? 0)
    of[row] = number
    sizes[number] = (sizes[number] ?? 0) + 1
  }
  return { of, sizes: Uint32Array.from(sizes) }
}
