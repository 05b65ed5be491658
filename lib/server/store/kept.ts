/** Entries kept in memory for a while, in the order they came: bounded by age and weight, for each owner and in all. */

export type KeptLimits = { milliseconds: number; perOwner: number; inAll: number }

type Entry<T> = { owner: string; value: T; weight: number; until: number }

/** `owner` and `key` together name an entry. Weights are in the unit of the limits. */
export class Kept<T> {
  readonly #limits: KeptLimits
  readonly #entries = new Map<string, Entry<T>>()
  readonly #owners = new Map<string, number>()
  #weight = 0

  constructor(limits: KeptLimits) {
    this.#limits = limits
  }

  /** Keeps a value from now on, as the newest; lets go of the oldest that no longer fit. */
  put(owner: string, key: string, value: T, weight: number): void {
    const name = nameOf(owner, key)
    this.#drop(name)
    this.#entries.set(name, { owner, value, weight, until: Date.now() + this.#limits.milliseconds })
    this.#weigh(owner, weight)
    this.#trim(owner, name)
  }

  /** The value, or undefined where there is none (any more). */
  get(owner: string, key: string): T | undefined {
    const entry = this.#entries.get(nameOf(owner, key))
    return entry && entry.until > Date.now() ? entry.value : undefined
  }

  /** The value, which is kept no longer: only one caller gets it. */
  take(owner: string, key: string): T | undefined {
    const value = this.get(owner, key)
    this.#drop(nameOf(owner, key))
    return value
  }

  #drop(name: string): void {
    const entry = this.#entries.get(name)
    if (!entry) return
    this.#entries.delete(name)
    this.#weigh(entry.owner, -entry.weight)
  }

  #weigh(owner: string, weight: number): void {
    this.#weight += weight
    const sum = (this.#owners.get(owner) ?? 0) + weight
    if (sum > 0) this.#owners.set(owner, sum)
    else this.#owners.delete(owner)
  }

  /** The newest always stays, whatever it weighs. */
  #trim(owner: string, newest: string): void {
    const now = Date.now()
    for (const [name, entry] of this.#entries) {
      const own = entry.owner === owner && (this.#owners.get(owner) ?? 0) > this.#limits.perOwner
      if (name !== newest && (entry.until <= now || own || this.#weight > this.#limits.inAll))
        this.#drop(name)
    }
  }
}

function nameOf(owner: string, key: string): string {
  return `${owner}\0${key}`
}
