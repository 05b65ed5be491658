/** An account's connections: one that works, one that watches the inbox, one for bulk. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import type { Account, AccountEvent, AccountStatus, Connection, OpenBox, UseOptions } from './account.ts'
import { ImapConnection } from './connection.ts'
import { Lane } from './lane.ts'
import { VerifiedPasswords } from './verified-passwords.ts'
import { Watcher } from './watcher.ts'

const WORK_DEADLINE = 30_000
const BULK_DEADLINE = 5 * 60_000
const CLOSE_BULK_AFTER = 60_000

export type AccountLimits = { connections: number; idleMilliseconds: number }

export class MailAccount implements Account {
  readonly key: string
  readonly username: string
  readonly server: MailServer
  readonly passwords = new VerifiedPasswords()
  readonly #limits: AccountLimits
  readonly #listeners = new Set<(event: AccountEvent) => void>()
  readonly #work: Lane
  readonly #watch: Lane
  readonly #bulk: Lane
  readonly #watcher: Watcher
  #password: string
  #status: AccountStatus = 'online'
  #closing = false

  constructor(key: string, server: MailServer, credentials: Credentials, limits: AccountLimits) {
    this.key = key
    this.server = server
    this.username = credentials.username
    this.#password = credentials.password
    this.#limits = limits
    const lane = (deadline: number) =>
      new Lane(
        (self) => this.#open(self, deadline),
        (self) => self !== this.#bulk && this.#watcher.settleSoon(),
      )
    this.#work = lane(WORK_DEADLINE)
    this.#watch = lane(WORK_DEADLINE)
    this.#bulk = lane(BULK_DEADLINE)
    this.#watcher = new Watcher({
      work: this.#work,
      inbox: this.#watch,
      isWanted: () => this.#listeners.size > 0 && !this.#closing && this.#status !== 'login_required',
      hasRoom: () => limits.connections > (this.#bulk.connection || this.#bulk.busy ? 2 : 1),
      onNews: (path) => this.#emit({ kind: 'box', path }),
      onUnreachable: () => this.#say('reconnecting'),
    })
  }

  get status(): AccountStatus {
    return this.#status
  }

  get notified(): boolean {
    return this.#watch.connection?.notified === true
  }

  get #lanes(): Lane[] {
    return [this.#work, this.#watch, this.#bulk]
  }

  /** Connections open now. */
  get connections(): number {
    return this.#lanes.filter((lane) => lane.connection).length
  }

  /** True while someone uses or listens to it. */
  get inUse(): boolean {
    return this.#listeners.size > 0 || this.#lanes.some((lane) => lane.busy)
  }

  /** When it was used last (ms since the epoch). */
  get lastUsed(): number {
    return Math.max(...this.#lanes.map((lane) => lane.lastUsed))
  }

  /** Takes a password that the server has just accepted: reconnects use it from now on. */
  trust(password: string): void {
    this.passwords.accept(password)
    this.#password = password
    if (this.#status === 'login_required') this.#say('online')
    this.#watcher.reached()
    this.#watcher.settleSoon()
  }

  /** Opens the work connection unless it is there: the proof that the server lets us in. */
  async connect(): Promise<void> {
    await this.#work.lend(async () => undefined)
  }

  use<T>(path: string, work: (box: OpenBox) => Promise<T>, options: UseOptions = {}): Promise<T> {
    return this.#lend(async (connection, begin) => {
      const box = await connection.select(path, options.readOnly ?? false)
      begin()
      return await work(box)
    }, options)
  }

  command<T>(work: (connection: Connection) => Promise<T>, options: UseOptions = {}): Promise<T> {
    return this.#lend(async (connection, begin) => {
      begin()
      return await work(connection)
    }, options)
  }

  #lend<T>(
    work: (connection: ImapConnection, begin: () => void) => Promise<T>,
    { role = 'work', signal, repeatable = false }: UseOptions,
  ): Promise<T> {
    let begun = false
    const begin = () => {
      begun = true
    }
    const apart = role === 'bulk' && this.#limits.connections > 1
    // Of two connections the second is for what is asked now; watching goes on after it.
    if (apart && this.#limits.connections === 2) this.#watch.release()
    return (apart ? this.#bulk : this.#work).lend((connection) => work(connection, begin), {
      ...(signal && { signal }),
      mayRepeat: () => repeatable || !begun,
      background: role === 'bulk',
      abortCloses: apart,
    })
  }

  on(listener: (event: AccountEvent) => void): () => void {
    // A function of its own: the same listener may come twice.
    const mine = (event: AccountEvent) => listener(event)
    this.#listeners.add(mine)
    this.#watcher.settleSoon()
    return () => {
      this.#listeners.delete(mine)
      if (this.#listeners.size === 0) this.#watch.release()
    }
  }

  watch(path: string): () => void {
    return this.#watcher.watch(path)
  }

  #emit(event: AccountEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        log().error({ err: error }, 'an account listener failed')
      }
    }
  }

  #say(status: AccountStatus): void {
    if (this.#status === status) return
    this.#status = status
    this.#emit({ kind: 'status', status })
  }

  async #open(lane: Lane, deadline: number): Promise<ImapConnection> {
    const password = this.#password
    const events = {
      onBox: (path: string) => this.#emit({ kind: 'box', path }),
      onTree: () => this.#emit({ kind: 'tree' }),
      onClose: () => lane !== this.#bulk && this.#watcher.lost(),
    }
    try {
      const connection = await ImapConnection.open(
        this.server,
        { username: this.username, password },
        events,
        deadline,
      )
      this.#reached(password)
      return connection
    } catch (error) {
      if (error instanceof MailError && error.code === 'login_failed') this.#refused(password)
      throw error
    }
  }

  #reached(password: string): void {
    this.#watcher.reached()
    this.passwords.accept(password)
    this.#say('online')
  }

  #refused(password: string): void {
    this.passwords.refuse(password)
    if (password === this.#password) this.#say('login_required')
  }

  /**
   * The clock's beat (every few seconds): renews IDLEs, polls where there is none, closes what rests.
   * @returns true where nobody has needed this account for so long that it may be forgotten
   */
  tick(now: number): boolean {
    if (!this.#bulk.busy && this.#bulk.connection && now - this.#bulk.lastUsed > CLOSE_BULK_AFTER) {
      this.#bulk.release()
    }
    if (this.inUse) {
      this.#watcher.tick(now)
      return false
    }
    return now - this.lastUsed > this.#limits.idleMilliseconds
  }

  /** Logs out everywhere. It connects again when it is used again. */
  async close(): Promise<void> {
    this.#closing = true
    try {
      await Promise.allSettled(this.#lanes.map((lane) => lane.logout()))
    } finally {
      this.#closing = false
    }
  }
}
