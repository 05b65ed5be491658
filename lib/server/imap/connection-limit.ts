/** How many connections an account may have: as many as are configured, or fewer where its server has said so. */

/** What a server refused it may allow again: other clients of the same person come and go. */
const BELIEVED_FOR = 10 * 60_000

export class ConnectionLimit {
  readonly #configured: number
  #told: { most: number; until: number } | null = null

  constructor(configured: number) {
    this.#configured = configured
  }

  /** 1 or more. */
  get most(): number {
    if (this.#told && Date.now() > this.#told.until) this.#told = null
    return Math.min(this.#configured, this.#told?.most ?? this.#configured)
  }

  /** The server refused one more connection than these. */
  refusedBeyond(open: number): void {
    this.#told = { most: Math.max(1, open), until: Date.now() + BELIEVED_FOR }
  }
}
