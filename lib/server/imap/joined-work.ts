/** One piece of work that several wait for: it is stopped when nobody waits any more. */
export class JoinedWork<T> {
  readonly #stop = new AbortController()
  readonly #result: Promise<T>
  #waiting = 0

  /** Begins at once. */
  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#stop.signal)
  }

  /** Nobody waits for it any more: it is no use to whoever comes now. */
  get stopped(): boolean {
    return this.#stop.signal.aborted
  }

  /** Resolves when it is over, however it ended. */
  get over(): Promise<void> {
    const nothing = () => undefined
    return this.#result.then(nothing, nothing)
  }

  /** Waits for the result. Rejects with `signal`'s reason as soon as that aborts. */
  async join(signal?: AbortSignal): Promise<T> {
    this.#waiting++
    try {
      return await (signal ? unlessAborted(this.#result, signal) : this.#result)
    } finally {
      if (--this.#waiting === 0 && signal?.aborted) this.#stop.abort(signal.reason)
    }
  }
}

/** `work`, or a rejection with the signal's reason as soon as that aborts; `work` goes on then, unheard. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const aborted = () => reject(signal.reason)
  if (signal.aborted) aborted()
  else signal.addEventListener('abort', aborted, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', aborted)
  }
}
