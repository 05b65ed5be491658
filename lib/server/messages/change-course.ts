/** A change under way, as those see it who wait for it: how far it is, and a way to stop it. */
import type { LiveEvent } from '#lib/api/events.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { publish } from '#lib/server/live/publish.ts'

export class ChangeCourse {
  readonly #account: Account
  readonly #changeId: string | undefined
  readonly #stop = new AbortController()
  #told: Extract<LiveEvent, { name: 'progress' }> | null = null

  constructor(account: Account, changeId?: string) {
    this.#account = account
    this.#changeId = changeId
  }

  /** It tells its progress: an answer that takes its time is no surprise. */
  long = false

  /** Nobody can say what a part of it did: doing it again could do that twice. */
  unsure = false

  /** Aborted: no further chunk is begun. */
  get signal(): AbortSignal {
    return this.#stop.signal
  }

  stop(): void {
    this.#stop.abort()
  }

  /** Tells everybody who listens how many of all messages are done. A change without an id is nobody's to follow. */
  tell(done: number, total: number): void {
    if (this.#changeId === undefined) return
    this.#told = { name: 'progress', data: { changeId: this.#changeId, done, total } }
    publish(this.#account, this.#told)
  }

  /** Says again what was told last: somebody found the change running, and missed it. */
  tellAgain(): void {
    if (this.#told) publish(this.#account, this.#told)
  }
}
