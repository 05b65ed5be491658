/** An account's connections: one that works, one that watches the inbox, one for bulk. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import type { Account, AccountEvent, AccountStatus, UseOptions } from './account.ts'
import { type Connection, ImapConnection, type OpenBox } from './connection.ts'
import { Lane } from './lane.ts'
import { VerifiedPasswords } from './verified-passwords.ts'

const WORK_DEADLINE = 30_000
const BULK_DEADLINE = 5 * 60_000
/** A burst of commands should not pay for an IDLE between each two. */
const QUIET_BEFORE_IDLE = 30
/** A watcher whose IDLE is older than this is asked for a sign of life. */
const RENEW_IDLE_AFTER = 75_000
/** How often a server without IDLE is asked for news. */
const POLL_EVERY = 30_000
const CLOSE_BULK_AFTER = 60_000
const LONGEST_BACKOFF = 60_000

export type AccountLimits = { connections: number; idleMilliseconds: number }

export class MailAccount implements Account {
  readonly key: string
  readonly username: string
  readonly server: MailServer
  readonly passwords = new VerifiedPasswords()
  readonly #limits: AccountLimits
  readonly #listeners = new Set<(event: AccountEvent) => void>()
  readonly #watched: string[] = []
  readonly #work: Lane
  readonly #watch: Lane
  readonly #bulk: Lane
  #password: string
  #status: AccountStatus = 'online'
  #failures = 0
  #retryAt = 0
  #closing = false
  #settling: NodeJS.Timeout | undefined

  constructor(key: string, server: MailServer, credentials: Credentials, limits: AccountLimits) {
    this.key = key
    this.server = server
    this.username = credentials.username
    this.#password = credentials.password
    this.#limits = limits
    const lane = (deadline: number) =>
      new Lane(
        (self) => this.#open(self, deadline),
        (self) => this.#quiet(self),
      )
    this.#work = lane(WORK_DEADLINE)
    this.#watch = lane(WORK_DEADLINE)
    this.#bulk = lane(BULK_DEADLINE)
  }

  get status(): AccountStatus {
    return this.#status
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
    this.#failures = 0
    this.#retryAt = 0
    this.#settle()
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
    if (apart && this.#limits.connections === 2) this.#drop(this.#watch)
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
    this.#quiet(this.#work)
    return () => {
      this.#listeners.delete(mine)
      if (this.#listeners.size === 0) this.#drop(this.#watch)
    }
  }

  watch(path: string): () => void {
    this.#watched.push(path)
    this.#quiet(this.#work)
    let released = false
    return () => {
      if (released) return
      released = true
      this.#watched.splice(this.#watched.lastIndexOf(path), 1)
    }
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
      onClose: () => this.#lost(lane),
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
    this.#failures = 0
    this.#retryAt = 0
    this.passwords.accept(password)
    this.#say('online')
  }

  #refused(password: string): void {
    this.passwords.refuse(password)
    if (password === this.#password) this.#say('login_required')
  }

  /** A connection is gone: who listens gets another one, at once at first. */
  #lost(lane: Lane): void {
    if (this.#closing || this.#listeners.size === 0 || lane === this.#bulk) return
    this.#retryAt = Math.max(this.#retryAt, Date.now() + Math.random() * 200)
    this.#settleIn(this.#retryAt - Date.now())
  }

  #failedToReach(): void {
    this.#failures++
    const backoff = Math.min(LONGEST_BACKOFF, 1_000 * 2 ** (this.#failures - 1))
    this.#retryAt = Date.now() + backoff * (0.5 + Math.random() / 2)
    if (this.#status !== 'login_required') this.#say('reconnecting')
    this.#settleIn(this.#retryAt - Date.now())
  }

  /** The folder that the work connection should idle on, or null where nobody listens. */
  #idleTarget(): string | null {
    if (this.#listeners.size === 0) return null
    const open = this.#work.connection?.path
    if (open && this.#watched.includes(open)) return open
    return this.#watched.findLast((path) => path !== 'INBOX') ?? 'INBOX'
  }

  #quiet(lane: Lane): void {
    if (lane === this.#bulk || this.#listeners.size === 0) return
    this.#settleIn(QUIET_BEFORE_IDLE)
  }

  /** The last call decides: a burst of work is not interrupted by an IDLE after each piece. */
  #settleIn(milliseconds: number): void {
    clearTimeout(this.#settling)
    this.#settling = setTimeout(() => this.#settle(), Math.max(0, milliseconds)).unref()
  }

  /** Brings the connections where listeners need them: idling on the open folder and on the inbox. */
  #settle(): void {
    const target = this.#idleTarget()
    if (target === null || this.#closing || this.#status === 'login_required') return
    if (Date.now() < this.#retryAt) return
    this.#idleOn(this.#work, target)
    const room = this.#limits.connections - (this.#bulk.connection || this.#bulk.busy ? 2 : 1)
    if (target !== 'INBOX' && room > 0) this.#idleOn(this.#watch, 'INBOX')
    else this.#drop(this.#watch)
  }

  #idleOn(lane: Lane, path: string): void {
    const connection = lane.connection
    if (
      lane.busy ||
      (connection?.path === path && (connection.idling || !connection.capabilities.has('IDLE')))
    )
      return
    const watching = lane.lend(
      async (connection) => {
        const moved = connection.path !== path
        await connection.select(path, lane === this.#watch)
        connection.startIdling()
        // What happened here while nobody looked is news too.
        if (moved) this.#emit({ kind: 'box', path })
      },
      { background: true, mayRepeat: () => true },
    )
    watching.catch((error: unknown) => this.#couldNotWatch(path, error))
  }

  #couldNotWatch(path: string, error: unknown): void {
    const code = error instanceof MailError ? error.code : 'internal'
    if (code === 'login_failed') return
    if (code === 'unavailable' || code === 'certificate') {
      this.#failedToReach()
      return
    }
    // The folder is gone or can't be opened: nothing to watch there.
    log().debug({ code }, 'a folder could not be watched')
    for (let at = this.#watched.indexOf(path); at >= 0; at = this.#watched.indexOf(path))
      this.#watched.splice(at, 1)
  }

  #drop(lane: Lane): void {
    lane.logout().catch((error: unknown) => log().debug({ err: error }, 'a logout failed'))
  }

  /**
   * The clock's beat (every few seconds): renews IDLEs, polls where there is none, closes what rests.
   * @returns true where nobody has needed this account for so long that it may be forgotten
   */
  tick(now: number): boolean {
    if (!this.#bulk.busy && this.#bulk.connection && now - this.#bulk.lastUsed > CLOSE_BULK_AFTER) {
      this.#drop(this.#bulk)
    }
    if (this.inUse) {
      for (const lane of [this.#work, this.#watch]) this.#keepAlive(lane, now)
      this.#settle()
      return false
    }
    return now - this.lastUsed > this.#limits.idleMilliseconds
  }

  #keepAlive(lane: Lane, now: number): void {
    const connection = lane.connection
    if (!connection || lane.busy || this.#listeners.size === 0) return
    const due = connection.idling ? connection.idleSince + RENEW_IDLE_AFTER : lane.lastUsed + POLL_EVERY
    if (now < due) return
    lane
      .lend(
        async (live) => {
          if (await live.isAlive()) live.startIdling()
        },
        { background: true },
      )
      .catch((error: unknown) => log().debug({ err: error }, 'a silent connection was given up'))
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
