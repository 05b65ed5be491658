/** A mail account in this process: its connections, who listens, which password is good. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import type { Account, AccountEvent, AccountStatus, Connection, OpenBox, UseOptions } from './account.ts'
import { type ConnectionEvents, ImapConnection } from './connection.ts'
import { type AccountLimits, Lanes } from './lanes.ts'
import { VerifiedPasswords } from './verified-passwords.ts'
import { Watcher } from './watcher.ts'

export class MailAccount implements Account {
  readonly key: string
  readonly username: string
  readonly server: MailServer
  readonly passwords = new VerifiedPasswords()
  /** It belongs to no request. */
  readonly shared: Account = this
  readonly #limits: AccountLimits
  readonly #listeners = new Set<(event: AccountEvent) => void>()
  readonly #lanes: Lanes
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
    this.#lanes = new Lanes({
      limits,
      dial: (deadline, onClose) => this.#dial(deadline, onClose),
      onLost: () => this.#watcher.lost(),
      onQuiet: () => this.#watcher.settleSoon(),
    })
    this.#watcher = new Watcher({
      work: this.#lanes.work,
      inbox: this.#lanes.watch,
      isWanted: () => this.#listeners.size > 0 && !this.#closing && this.#status !== 'login_required',
      hasRoom: () => this.#lanes.roomToWatch,
      onNews: (path) => this.#emit({ kind: 'box', path }),
      onUnreachable: () => this.#say('reconnecting'),
    })
  }

  get status(): AccountStatus {
    return this.#status
  }

  get notified(): boolean {
    return this.#lanes.watch.connection?.notified === true
  }

  get sideBySide(): number {
    return this.#lanes.sideBySide
  }

  /** Connections open now. */
  get connections(): number {
    return this.#lanes.connections
  }

  /** True while someone uses or listens to it. */
  get inUse(): boolean {
    return this.#listeners.size > 0 || this.#lanes.busy
  }

  /** When it was used last (ms since the epoch). */
  get lastUsed(): number {
    return this.#lanes.lastUsed
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
    await this.#lanes.work.lend(async () => undefined)
  }

  use<T>(path: string, work: (box: OpenBox) => Promise<T>, options: UseOptions = {}): Promise<T> {
    return this.#lanes.lend(async (connection, begin) => {
      const box = await connection.select(path, options.readOnly ?? false)
      begin()
      return await work(box)
    }, options)
  }

  command<T>(work: (connection: Connection) => Promise<T>, options: UseOptions = {}): Promise<T> {
    return this.#lanes.lend(async (connection, begin) => {
      begin()
      return await work(connection)
    }, options)
  }

  on(listener: (event: AccountEvent) => void): () => void {
    // A function of its own: the same listener may come twice.
    const mine = (event: AccountEvent) => listener(event)
    this.#listeners.add(mine)
    this.#watcher.settleSoon()
    return () => {
      this.#listeners.delete(mine)
      if (this.#listeners.size === 0) this.#lanes.watch.release()
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

  async #dial(deadline: number, onClose: ConnectionEvents['onClose']): Promise<ImapConnection> {
    const password = this.#password
    const credentials = { username: this.username, password }
    const events = {
      onBox: (path: string) => this.#emit({ kind: 'box', path }),
      onTree: () => this.#emit({ kind: 'tree' }),
      onClose,
    }
    const within = { deadline, connectWithin: this.#limits.deadlines.connect }
    try {
      const connection = await ImapConnection.open(this.server, credentials, events, within)
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
    this.#lanes.closeResting(now)
    if (this.inUse) {
      this.#watcher.tick(now)
      return false
    }
    return now - this.lastUsed > this.#limits.idleMilliseconds
  }

  /**
   * Closes a connection that rests, for somebody who needs one more than this account does.
   * @returns whether there was one: for bulk, for watching, or, where nobody uses or hears this account, its last
   */
  async spare(what: 'bulk' | 'watch' | 'work'): Promise<boolean> {
    if (what === 'work' && this.inUse) return false
    const lane = this.#lanes.restingAs(what)
    await lane?.logout()
    return lane !== undefined
  }

  /** Logs out everywhere. It connects again when it is used again. */
  async close(): Promise<void> {
    await this.#asleep(() => this.#lanes.logout('all'))
  }

  /** Logs out, when what runs has ended, and stays so until `work` has: the server has room for others then. */
  async standAside<T>(work: () => Promise<T>): Promise<T> {
    const done = await this.#asleep(async () => {
      await this.#lanes.logout('resting')
      return await this.#lanes.work.aside(work)
    })
    this.#watcher.settleSoon()
    return done
  }

  async #asleep<T>(work: () => Promise<T>): Promise<T> {
    this.#closing = true
    try {
      return await work()
    } finally {
      this.#closing = false
    }
  }
}
