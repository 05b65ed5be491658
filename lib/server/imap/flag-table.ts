/** Flag sets, interned: a folder of 100,000 messages holds a few dozen different ones. */

/** The system flags that views and counts ask for, as bits of a flag set. */
export const SEEN = 1
export const FLAGGED = 2
export const ANSWERED = 4

const BITS: ReadonlyMap<string, number> = new Map([
  ['\\Seen', SEEN],
  ['\\Flagged', FLAGGED],
  ['\\Answered', ANSWERED],
])

const SYSTEM: ReadonlyMap<string, string> = new Map(
  ['\\Seen', '\\Answered', '\\Flagged', '\\Draft', '\\Deleted'].map((flag) => [flag.toLowerCase(), flag]),
)

/**
 * Flags in our one spelling and order: system flags as RFC 3501 §2.3.2 spells them, keywords as the server does;
 * sorted; without `\Recent`, which belongs to a connection and not to a message.
 */
export function canonicalFlags(flags: Iterable<string>): string[] {
  const known = new Set<string>()
  for (const flag of flags) {
    const lower = flag.toLowerCase()
    if (lower !== '\\recent') known.add(SYSTEM.get(lower) ?? flag)
  }
  return [...known].sort()
}

/** The number of the set of those whose flags were not read yet. */
export const UNREAD_YET = 0

const MOST_SPELLINGS = 1_000

/** Numbers for flag sets. A number is given back when its last message is gone, and used again. */
export class FlagTable {
  #numbers = new Map<string, number>()
  // No set of flags has this key.
  #sets: { key: string; flags: readonly string[]; bits: number; messages: number }[] = [
    { key: '\0', flags: [], bits: 0, messages: 0 },
  ]
  #free: number[] = []
  /** Flags as they were given → the key of their set: a folder's rows come in few spellings. */
  #keys = new Map<string, string>()

  /** How many messages have flags that were not read yet. */
  get unreadYet(): number {
    return this.#sets[UNREAD_YET]?.messages ?? 0
  }

  /** The number of this flag set, counted once more: a message now has it. Null: its flags were not read yet. */
  take(flags: readonly string[] | null): number {
    const key = flags && this.#keyOf(flags)
    const at = key === null ? UNREAD_YET : (this.#numbers.get(key) ?? this.#intern(key))
    const set = this.#sets[at]
    if (set) set.messages++
    return at
  }

  /** A message no longer has this flag set. */
  release(at: number): void {
    const set = this.#sets[at]
    if (!set || --set.messages > 0 || at === UNREAD_YET) return
    this.#numbers.delete(set.key)
    this.#free.push(at)
  }

  flagsOf(at: number): readonly string[] {
    return this.#sets[at]?.flags ?? []
  }

  bitsOf(at: number): number {
    return this.#sets[at]?.bits ?? 0
  }

  /** How many messages have none of these bits. */
  countWithout(bits: number): number {
    let count = 0
    for (const set of this.#sets) if ((set.bits & bits) === 0) count += set.messages
    return count
  }

  /** By flag set number: 1 where all of `on` and none of `off` is in it. */
  matching(on: number, off: number): Uint8Array {
    return Uint8Array.from(this.#sets, (set) => ((set.bits & on) === on && (set.bits & off) === 0 ? 1 : 0))
  }

  /** Bytes, about. */
  get bytes(): number {
    return this.#sets.reduce((sum, set) => sum + 120 + 4 * set.key.length, 0)
  }

  #keyOf(flags: readonly string[]): string {
    const given = flags.join(' ')
    const known = this.#keys.get(given)
    if (known !== undefined) return known
    if (this.#keys.size >= MOST_SPELLINGS) this.#keys.clear()
    const key = canonicalFlags(flags).join(' ')
    this.#keys.set(given, key)
    return key
  }

  #intern(key: string): number {
    const flags = key === '' ? [] : key.split(' ')
    const at = this.#free.pop() ?? this.#sets.length
    const bits = flags.reduce((sum, flag) => sum | (BITS.get(flag) ?? 0), 0)
    this.#sets[at] = { key, flags, bits, messages: 0 }
    this.#numbers.set(key, at)
    return at
  }
}
