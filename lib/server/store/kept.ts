/** Entries kept in memory for a while, in the order they came: bounded by age and weight, for each owner and in all. */

export type KeptLimits = { milliseconds: number; perOwner: number; inAll: number }

type Entry<T> = { owner: string; key: string; value: T; weight: number; until: number }
type Owner = { weight: number; names: Set<string> }

/** `owner` and `key` together name an entry. Weights are in the unit of the limits. */
export class Kept<T> {
  readonly #limits: KeptLimits
  readonly #entries = new Map<string, Entry<T>>()
  readonly #owners = new Map<string, Owner>()
  #weight = 0

  constructor(limits: KeptLimits) {
    this.#limits = limits
  }

  /** Keeps a value from now on, as the newest; lets go of the oldest that no longer fit. */
  put(owner: string, key: string, value: T, weight: number): void {
    const name = nameOf(owner, key)
    this.#drop(name)
    const until = Date.now() + this.#limits.milliseconds
    this.#entries.set(name, { owner, key, value, weight, until })
    const own = this.#owners.get(owner) ?? { weight: 0, names: new Set() }
    own.names.add(name)
    this.#owners.set(owner, own)
    this.#weigh(own, weight)
    this.#trim(own, name)
  }

  /** The value, or undefined where there is none (any more). */
  get(owner: string, key: string): T | undefined {
    const entry = this.#entries.get(nameOf(owner, key))
    return entry && entry.until > Date.now() ? entry.value : undefined
  }

  /** Everything an owner has, the oldest first. */
  all(owner: string): T[] {
    const names = [...(this.#owners.get(owner)?.names ?? [])]
    const entries = names.flatMap((name) => this.#entries.get(name) ?? [])
    return entries.filter(({ until }) => until > Date.now()).map(({ value }) => value)
  }

  /** The value, which is kept no longer: only one caller gets it. */
  take(owner: string, key: string): T | undefined {
    const value = this.get(owner, key)
    this.#drop(nameOf(owner, key))
    return value
  }

  /** Puts other values in the place of an owner's, with their weights; each stays as old as it is. Null leaves one as it is. */
  replace(owner: string, by: (value: T) => { value: T; weight: number } | null): void {
    const own = this.#owners.get(owner)
    for (const name of own?.names ?? []) {
      const entry = this.#entries.get(name)
      const next = entry && by(entry.value)
      if (!own || !entry || !next) continue
      this.#weigh(own, next.weight - entry.weight)
      Object.assign(entry, next)
    }
  }

  #drop(name: string): void {
    const entry = this.#entries.get(name)
    const own = entry && this.#owners.get(entry.owner)
    if (!entry || !own) return
    this.#entries.delete(name)
    own.names.delete(name)
    this.#weigh(own, -entry.weight)
    if (own.names.size === 0) this.#owners.delete(entry.owner)
  }

  #weigh(own: Owner, weight: number): void {
    this.#weight += weight
    own.weight += weight
  }

  /** The newest always stays, whatever it weighs. */
  #trim(own: Owner, newest: string): void {
    for (const name of own.names) {
      if (own.weight <= this.#limits.perOwner) break
      if (name !== newest) this.#drop(name)
    }
    const now = Date.now()
    for (const [name, entry] of this.#entries) {
      if (entry.until > now && this.#weight <= this.#limits.inAll) break
      if (name !== newest) this.#drop(name)
    }
  }
}

function nameOf(owner: string, key: string): string {
  return `${owner}\0${key}`
}
