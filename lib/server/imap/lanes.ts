/** An account's connections, each with a job: one works, one watches the inbox, one is for bulk. */
import type { Deadlines } from '#lib/server/config/deadlines.ts'
import type { UseOptions } from './account.ts'
import type { ConnectionEvents, ImapConnection } from './connection.ts'
import { ConnectionLimit } from './connection-limit.ts'
import { Lane, type LendOptions } from './lane.ts'
import { hasRoomForConnection, takeConnection } from './process-connections.ts'
import { isTooManyConnections } from './translate-error.ts'

const CLOSE_BULK_AFTER = 60_000

export type AccountLimits = { connections: number; idleMilliseconds: number; deadlines: Deadlines }

/** Opens a connection whose commands may take `deadline` milliseconds. */
type Dial = (deadline: number, onClose: ConnectionEvents['onClose']) => Promise<ImapConnection>

type LanesParts = {
  limits: AccountLimits
  dial: Dial
  /** One that works or watches was lost. */
  onLost: () => void
  /** One that works or watches has nothing more to do. */
  onQuiet: () => void
}

/** What a connection is lent for; `begin` is called before the first word that may change something. */
export type Lent<T> = (connection: ImapConnection, begin: () => void) => Promise<T>

export class Lanes {
  readonly work: Lane
  readonly watch: Lane
  readonly bulk: Lane
  readonly #parts: LanesParts
  readonly #limit: ConnectionLimit

  constructor(parts: LanesParts) {
    const { work, bulk } = parts.limits.deadlines
    this.#parts = parts
    this.#limit = new ConnectionLimit(parts.limits.connections)
    const lane = (deadline: number) =>
      new Lane(
        (self) => this.#open(self, deadline),
        (self) => self !== this.bulk && parts.onQuiet(),
      )
    this.work = lane(work)
    this.watch = lane(work)
    this.bulk = lane(bulk)
  }

  get #all(): Lane[] {
    return [this.work, this.watch, this.bulk]
  }

  /** Connections open now. */
  get connections(): number {
    return this.#all.filter((lane) => lane.connection).length
  }

  get busy(): boolean {
    return this.#all.some((lane) => lane.busy)
  }

  /** When one was used last (ms since the epoch). */
  get lastUsed(): number {
    return Math.max(...this.#all.map((lane) => lane.lastUsed))
  }

  /** Whether the inbox may be watched on a connection of its own. */
  get roomToWatch(): boolean {
    const others = this.bulk.connection || this.bulk.busy ? 2 : 1
    return this.#limit.most > others && (this.watch.connection !== null || hasRoomForConnection())
  }

  /** Lends the connection of that role for as long as `work` runs. */
  lend<T>(
    work: Lent<T>,
    { role = 'work', signal, repeatable = false, background = false, within }: UseOptions,
  ): Promise<T> {
    let begun = false
    const begin = () => {
      begun = true
    }
    const mayRepeat = () => repeatable || !begun
    const options = { ...(signal && { signal }), mayRepeat, background: background || role === 'bulk' }
    const lent = (connection: ImapConnection) => {
      const working = work(connection, begin)
      return within === undefined ? working : connection.withinDeadline(working, within)
    }
    if (role === 'work' || this.#limit.most === 1) return this.work.lend(lent, options)
    return this.#lendApart(lent, options, () => begun)
  }

  /** On the connection for bulk; where the server allows none, on the one that works, behind all that is asked there. */
  async #lendApart<T>(
    lent: (connection: ImapConnection) => Promise<T>,
    options: LendOptions,
    begun: () => boolean,
  ): Promise<T> {
    // Of two connections the second is for what is asked now; watching goes on after it.
    if (this.#limit.most === 2 && !this.watch.busy) await this.watch.logout()
    try {
      return await this.bulk.lend(lent, { ...options, abortCloses: true })
    } catch (error) {
      if (begun() || !isTooManyConnections(error)) throw error
      return await this.work.lend(lent, options)
    }
  }

  /** Reading goes before watching and downloading: where there are too many connections, those that rest give way. */
  async #open(lane: Lane, deadline: number): Promise<ImapConnection> {
    try {
      return await this.#dial(lane, deadline)
    } catch (error) {
      const resting = this.#all.filter((other) => other !== lane && other.connection && !other.busy)
      if (!isTooManyConnections(error) || lane !== this.work || resting.length === 0) throw error
      await Promise.all(resting.map((other) => other.logout()))
      return await this.#dial(lane, deadline)
    }
  }

  async #dial(lane: Lane, deadline: number): Promise<ImapConnection> {
    const giveBack = await takeConnection()
    const onClose = () => {
      giveBack()
      if (lane !== this.bulk) this.#parts.onLost()
    }
    try {
      return await this.#parts.dial(deadline, onClose)
    } catch (error) {
      giveBack()
      if (isTooManyConnections(error)) this.#limit.refusedBeyond(this.connections)
      throw error
    }
  }

  /** Closes the one for bulk where it rests for long. */
  closeIdleBulk(now: number): void {
    const { bulk } = this
    if (!bulk.busy && bulk.connection && now - bulk.lastUsed > CLOSE_BULK_AFTER) bulk.release()
  }

  /** Logs out everywhere, or only where nothing runs. Settles always. */
  async logout(which: 'all' | 'resting'): Promise<void> {
    const lanes = this.#all.filter((lane) => which === 'all' || !lane.busy)
    await Promise.allSettled(lanes.map((lane) => lane.logout()))
  }
}
