/** Work that takes a while, done once for everybody who asks for it: it ends when nobody does. */
import { MailError } from '#lib/mail/mail-error.ts'

/** How long it may take in all, milliseconds. Every command in it has its own deadline besides. */
const DEADLINE = 120_000
/** How long it goes on for somebody who was told a part of it and may ask for the rest, milliseconds. */
const LINGER = 30_000

/** Who does it says what the work is, and which folders are left of it. */
export abstract class SharedWork {
  readonly #stop = new AbortController()
  #failure: { error: unknown } | null = null
  #done = false
  #askers = 0
  /** Set while somebody who knows a part of it may come back. */
  #lingering: NodeJS.Timeout | null = null
  #step = Promise.withResolvers<void>()
  readonly #onEnd: () => void
  readonly #deadline: number

  /**
   * `onEnd` is called when it is over and nobody is owed the rest of it; perhaps more than once. `deadline`: milliseconds
   * that it may take in all.
   */
  constructor(onEnd: () => void, deadline = DEADLINE) {
    this.#onEnd = onEnd
    this.#deadline = deadline
  }

  /** The folders that are still to be looked at; null while nobody knows which they are. */
  abstract get pending(): readonly string[] | null

  protected abstract work(signal: AbortSignal): Promise<void>

  /** Whether all of it is done. */
  get done(): boolean {
    return this.#done
  }

  /** Whether nobody asks for it at the moment. */
  get lingers(): boolean {
    return this.#askers === 0
  }

  /** Does it. What fails is told to who asks. */
  async begin(): Promise<void> {
    const late = AbortSignal.timeout(this.#deadline)
    try {
      await this.work(AbortSignal.any([this.#stop.signal, late]))
      this.#done = true
    } catch (error) {
      const tooSlow = late.aborted && !(error instanceof MailError)
      this.#failure = {
        error: tooSlow ? new MailError('unavailable', { retryAfter: 30, cause: error }) : error,
      }
    }
    // Who was told a part of it gets the rest; else who comes from now on wants to know how things are now.
    if (this.lingers && !this.#lingering) this.#onEnd()
    this.#step.resolve()
  }

  /** What stopped it. @throws MailError as the work does */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** Resolves when more is known: where it looks, what one more folder has, that it is over. */
  step(): Promise<void> {
    return this.#step.promise
  }

  /** Says that more is known. */
  protected tell(): void {
    const { resolve } = this.#step
    this.#step = Promise.withResolvers()
    resolve()
  }

  /** Asks for it to go on until what is returned is called: `later` says that the rest may be asked for soon. */
  join(): (later: boolean) => void {
    this.#stopLingering()
    this.#askers++
    let left = false
    return (later) => {
      if (left) return
      left = true
      if (--this.#askers > 0) return
      if (later) this.#lingering = setTimeout(() => this.end(), LINGER).unref()
      else this.end()
    }
  }

  /** Stops it, and the command that runs for it. What was found stays known to who holds it. */
  end(): void {
    this.#stopLingering()
    this.#stop.abort()
    this.#onEnd()
  }

  /**
   * Waits until it is done, or as long as was said: gives the folders that are left.
   * @throws MailError as the work does; the signal's reason where it aborts
   */
  async patiently(milliseconds: number, signal: AbortSignal): Promise<readonly string[]> {
    const late = AbortSignal.timeout(milliseconds)
    const hungUp = abortOf(signal)
    const enough = Promise.race([hungUp, abortOf(late)])
    for (;;) {
      signal.throwIfAborted()
      this.throwIfFailed()
      // Where nobody knows the folders yet there is no honest answer: that takes one LIST, which has its own deadline.
      const { pending } = this
      if (pending && (this.done || late.aborted)) return pending
      await Promise.race([this.step(), pending ? enough : hungUp])
    }
  }

  #stopLingering(): void {
    if (this.#lingering) clearTimeout(this.#lingering)
    this.#lingering = null
  }
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
