/** An account's connections, each with a job: one works, one watches the inbox, the others are for bulk and searches. */
import type { Deadlines } from '#lib/server/config/deadlines.ts'
import type { UseOptions } from './account.ts'
import type { ConnectionEvents, ImapConnection } from './connection.ts'
import { ConnectionLimit } from './connection-limit.ts'
import { Lane, type LendOptions } from './lane.ts'
import { hasRoomForConnection, takeConnection } from './process-connections.ts'
import { isTooManyConnections } from './translate-error.ts'

const CLOSE_BULK_AFTER = 60_000
/** Those beside the first that search have the place of others: they go soon. */
const CLOSE_MORE_AFTER = 2_000
/** Of the time that a search may take: one whose connection is lost this early is made once more. */
const EARLY = 0.1
/** Mail servers count connections by address, and this one is of many people. */
const MOST_SEARCHING = 4

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
  /** For searches beside the one that is for bulk. */
  readonly #more: Lane[]
  readonly #parts: LanesParts
  readonly #limit: ConnectionLimit

  constructor(parts: LanesParts) {
    const { work, bulk } = parts.limits.deadlines
    this.#parts = parts
    this.#limit = new ConnectionLimit(parts.limits.connections)
    const lane = (deadline: number) =>
      new Lane(
        (self) => this.#open(self, deadline),
        (self) => (self === this.work || self === this.watch) && parts.onQuiet(),
      )
    this.work = lane(work)
    this.watch = lane(work)
    this.bulk = lane(bulk)
    this.#more = Array.from({ length: MOST_SEARCHING - 1 }, () => lane(bulk))
  }

  get #all(): Lane[] {
    return [this.work, this.watch, this.bulk, ...this.#more]
  }

  /** How many searches go on at one time: what is left beside working and watching, else two where watching may rest. */
  get sideBySide(): number {
    const { most } = this.#limit
    return Math.min(MOST_SEARCHING, Math.max(1, most - 2, Math.min(2, most - 1)))
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
    const bulk = [this.bulk, ...this.#more].filter((lane) => lane.connection || lane.busy).length
    return this.#limit.most > 1 + bulk && (this.watch.connection !== null || hasRoomForConnection())
  }

  /** Lends the connection of that role for as long as `work` runs. */
  lend<T>(
    work: Lent<T>,
    { role = 'work', signal, repeatable = false, background = false, within = this.#most(role) }: UseOptions,
  ): Promise<T> {
    let begun = false
    const begin = () => {
      begun = true
    }
    let early = Number.POSITIVE_INFINITY
    // A search that a connection took long to lose would take as long again.
    const mayRepeat = () => (repeatable || !begun) && Date.now() < early
    const options = { ...(signal && { signal }), mayRepeat, background: background || role !== 'work' }
    const lent = (connection: ImapConnection) => {
      if (role === 'search') early = Math.min(early, Date.now() + EARLY * this.#parts.limits.deadlines.search)
      const working = work(connection, begin)
      return within === undefined ? working : connection.withinDeadline(working, within)
    }
    if (role === 'work' || this.#limit.most === 1) return this.work.lend(lent, options)
    return this.#lendApart(role === 'search' ? this.#searching() : this.bulk, lent, options, () => begun)
  }

  /** Milliseconds that work of this role may take where it doesn't say so itself. */
  #most(role: UseOptions['role']): number | undefined {
    return role === 'search' ? this.#parts.limits.deadlines.search : undefined
  }

  /** The connection on which a search waits least. */
  #searching(): Lane {
    const lanes = [this.bulk, ...this.#more].slice(0, this.sideBySide)
    // One more has to be opened: not where somebody else would have to close one for it.
    const ready = lanes.filter((lane) => lane === this.bulk || lane.connection || lane.busy || this.#mayOpen)
    return ready.reduce((least, lane) => (lane.load < least.load ? lane : least))
  }

  get #mayOpen(): boolean {
    return hasRoomForConnection() && !this.watch.busy
  }

  /**
   * On a connection apart; where the server allows no more of them on the one for bulk, else on the one that works,
   * behind all that is asked there.
   */
  async #lendApart<T>(
    lane: Lane,
    lent: (connection: ImapConnection) => Promise<T>,
    options: LendOptions,
    begun: () => boolean,
  ): Promise<T> {
    try {
      return await lane.lend(lent, { ...options, abortCloses: true })
    } catch (error) {
      if (begun() || !isTooManyConnections(error)) throw error
      if (lane === this.bulk) return await this.work.lend(lent, options)
      return await this.#lendApart(this.bulk, lent, options, begun)
    }
  }

  /** What is asked now goes before watching, where there is not room for both: that goes on after it. */
  async #watchingRests(): Promise<void> {
    const others = this.#all.filter((lane) => lane !== this.watch && (lane.connection || lane.busy)).length
    if (others >= this.#limit.most && !this.watch.busy) await this.watch.logout()
  }

  /** Reading goes before watching and downloading: where there are too many connections, those that rest give way. */
  async #open(lane: Lane, deadline: number): Promise<ImapConnection> {
    if (lane !== this.work && lane !== this.watch) await this.#watchingRests()
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
      if (lane === this.work || lane === this.watch) this.#parts.onLost()
    }
    try {
      return await this.#parts.dial(deadline, onClose)
    } catch (error) {
      giveBack()
      if (isTooManyConnections(error)) this.#limit.refusedBeyond(this.connections)
      throw error
    }
  }

  /** Closes what is for bulk and searches where it rests for long. */
  closeResting(now: number): void {
    const { bulk } = this
    for (const lane of [bulk, ...this.#more]) {
      const rests = now - lane.lastUsed > (lane === bulk ? CLOSE_BULK_AFTER : CLOSE_MORE_AFTER)
      if (rests && lane.connection && !lane.busy) lane.release()
    }
  }

  /** A connection of that job which rests and may be closed; undefined where there is none. */
  restingAs(job: 'bulk' | 'watch' | 'work'): Lane | undefined {
    const lanes = job === 'bulk' ? [...this.#more, this.bulk] : [this[job]]
    return lanes.find((lane) => lane.connection && !lane.busy)
  }

  /** Logs out everywhere, or only where nothing runs. Settles always. */
  async logout(which: 'all' | 'resting'): Promise<void> {
    const lanes = this.#all.filter((lane) => which === 'all' || !lane.busy)
    await Promise.allSettled(lanes.map((lane) => lane.logout()))
  }
}
