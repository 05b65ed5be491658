/** One connection and the queue before it: it is lent to one piece of work at a time, and replaced when it dies. */
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'
import type { ImapConnection } from './connection.ts'
import { unlessAborted } from './joined-work.ts'

export type LendOptions = {
  signal?: AbortSignal
  /** Asked when the connection was lost under the work: may it be tried once more? */
  mayRepeat?: () => boolean
  /** Waits behind everything that is not. */
  background?: boolean
  /** An abort ends the connection under the work instead of letting it finish. */
  abortCloses?: boolean
}

type Turn = { begin: () => void; background: boolean }

/** A loss after this long was a deadline: trying again would only double the wait. */
const RETRY_WITHIN = 5_000
const PROBE_AFTER = 30_000

export class Lane {
  readonly #open: (lane: Lane) => Promise<ImapConnection>
  readonly #onQuiet: (lane: Lane) => void
  #connection: ImapConnection | null = null
  #queue: Turn[] = []
  #busy = false
  /** When work last ended here (ms since the epoch). */
  lastUsed = Date.now()

  constructor(open: (lane: Lane) => Promise<ImapConnection>, onQuiet: (lane: Lane) => void) {
    this.#open = open
    this.#onQuiet = onQuiet
  }

  /** The connection, while there is one. */
  get connection(): ImapConnection | null {
    return this.#connection?.closed ? null : this.#connection
  }

  get busy(): boolean {
    return this.#busy
  }

  /** How much is running or waiting here. */
  get load(): number {
    return this.#queue.length + (this.#busy ? 1 : 0)
  }

  /**
   * Runs `work` with the connection, alone. An abort rejects at once; the queue goes on only
   * when the work really has ended.
   */
  async lend<T>(work: (connection: ImapConnection) => Promise<T>, options: LendOptions = {}): Promise<T> {
    const { signal } = options
    await this.#turn(options)
    const running = this.#attempts(work, options).finally(() => this.#pass())
    if (!signal) return await running
    const close = () => this.connection?.close()
    if (options.abortCloses) signal.addEventListener('abort', close, { once: true })
    try {
      return await unlessAborted(running, signal)
    } finally {
      signal.removeEventListener('abort', close)
    }
  }

  async #attempts<T>(work: (connection: ImapConnection) => Promise<T>, options: LendOptions): Promise<T> {
    const began = Date.now()
    for (let attempt = 1; ; attempt++) {
      const connection = await this.#connected()
      options.signal?.throwIfAborted()
      try {
        return await work(connection)
      } catch (error) {
        const lost = connection.closed && error instanceof MailError && error.code === 'unavailable'
        const again = lost && options.mayRepeat?.() && attempt === 1 && Date.now() - began < RETRY_WITHIN
        if (!again || options.signal?.aborted) throw error
      }
    }
  }

  async #connected(): Promise<ImapConnection> {
    const known = this.connection
    // One that rested may be dead without a word: better found out before the work than under it.
    const rested = Date.now() - this.lastUsed > PROBE_AFTER
    if (known && (!rested || (await known.isAlive()))) return known
    this.#connection = await this.#open(this)
    return this.#connection
  }

  #turn({ signal, background = false }: LendOptions): Promise<void> {
    signal?.throwIfAborted()
    if (!this.#busy) {
      this.#busy = true
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const begin = () => {
        forget()
        resolve()
      }
      const turn: Turn = { background, begin }
      const onAbort = () => {
        this.#queue = this.#queue.filter((other) => other !== turn)
        reject(signal?.reason)
      }
      const forget = () => signal?.removeEventListener('abort', onAbort)
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#enqueue(turn)
    })
  }

  #enqueue(turn: Turn): void {
    const firstBackground = turn.background ? -1 : this.#queue.findIndex((other) => other.background)
    if (firstBackground < 0) this.#queue.push(turn)
    else this.#queue.splice(firstBackground, 0, turn)
  }

  #pass(): void {
    this.lastUsed = Date.now()
    const next = this.#queue.shift()
    if (next) {
      next.begin()
      return
    }
    this.#busy = false
    this.#onQuiet(this)
  }

  /** Logs out without waiting for it. */
  release(): void {
    this.logout().catch((error: unknown) => log().debug({ err: error }, 'a logout failed'))
  }

  /** Logs out and closes. */
  async logout(): Promise<void> {
    const connection = this.connection
    this.#connection = null
    await connection?.logout()
  }
}
