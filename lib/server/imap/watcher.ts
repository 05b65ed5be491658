/** Keeps connections where listeners need them: idling on the open folder and on the inbox, told of all where that can be. */
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'
import type { Lane } from './lane.ts'
import { isTooManyConnections } from './translate-error.ts'

/** A burst of commands should not pay for an IDLE between each two. */
const QUIET_BEFORE_IDLE = 30
/** A watcher whose IDLE is older than this is asked for a sign of life. */
const RENEW_IDLE_AFTER = 75_000
/** How often a server without IDLE is asked for news. */
const POLL_EVERY = 30_000
const LONGEST_BACKOFF = 60_000

export type WatcherParts = {
  /** Idles on the folder that is open. */
  work: Lane
  /** Idles on the inbox where the other is elsewhere, and where the server tells of every folder (NOTIFY). */
  inbox: Lane
  /** Whether anybody listens, and the server lets us in. */
  isWanted: () => boolean
  /** Whether a second connection may be had. */
  hasRoom: () => boolean
  onNews: (path: string) => void
  onUnreachable: () => void
}

export class Watcher {
  readonly #parts: WatcherParts
  readonly #watched: string[] = []
  #failures = 0
  #retryAt = 0
  #settling: NodeJS.Timeout | undefined

  constructor(parts: WatcherParts) {
    this.#parts = parts
  }

  /** Keeps `path` live until the returned function is called. */
  watch(path: string): () => void {
    this.#watched.push(path)
    this.settleSoon()
    let released = false
    return () => {
      if (released) return
      released = true
      const at = this.#watched.lastIndexOf(path)
      if (at >= 0) this.#watched.splice(at, 1)
    }
  }

  /** A connection was made: the next failure is the first one again. */
  reached(): void {
    this.#failures = 0
    this.#retryAt = 0
  }

  /** A connection is gone: who listens gets another one, at once at first. */
  lost(): void {
    if (!this.#parts.isWanted()) return
    this.#retryAt = Math.max(this.#retryAt, Date.now() + Math.random() * 200)
    this.settleSoon()
  }

  /** The last call decides: a burst of work is not interrupted by an IDLE after each piece. */
  settleSoon(): void {
    if (!this.#parts.isWanted()) return
    clearTimeout(this.#settling)
    const wait = Math.max(QUIET_BEFORE_IDLE, this.#retryAt - Date.now())
    this.#settling = setTimeout(() => this.#settle(), wait).unref()
  }

  /** The clock's beat: asks what was silent for a sign of life, and mends what is not where it should be. */
  tick(now: number): void {
    if (!this.#parts.isWanted()) return
    for (const lane of [this.#parts.work, this.#parts.inbox]) keepAlive(lane, now)
    this.#settle()
  }

  /** The folder that the work connection should idle on. */
  #target(): string {
    const open = this.#parts.work.connection?.path
    if (open && this.#watched.includes(open)) return open
    return this.#watched.findLast((path) => path !== 'INBOX') ?? 'INBOX'
  }

  #settle(): void {
    const { work, inbox, isWanted, hasRoom } = this.#parts
    if (!isWanted()) return
    if (Date.now() < this.#retryAt) {
      this.settleSoon() // timers may be a little early
      return
    }
    const target = this.#target()
    this.#idleOn(work, target, false)
    const tells = work.connection?.capabilities.has('NOTIFY') && work.connection.capabilities.has('IDLE')
    if ((target !== 'INBOX' || tells) && hasRoom()) this.#idleOn(inbox, 'INBOX', true)
    else inbox.release()
  }

  #idleOn(lane: Lane, path: string, readOnly: boolean): void {
    const now = lane.connection
    const isThere = now?.path === path && (now.idling || !now.capabilities.has('IDLE'))
    if (lane.busy || isThere) return
    const watching = lane.lend(
      async (connection) => {
        const moved = connection.path !== path
        await connection.select(path, readOnly)
        // Never where commands run: what is told unasked would mix with what they asked for.
        if (lane === this.#parts.inbox) await connection.notify()
        connection.startIdling()
        // What happened here while nobody looked is news too.
        if (moved) this.#parts.onNews(path)
      },
      { background: true, mayRepeat: () => true },
    )
    watching.catch((error: unknown) => this.#failed(lane, path, error))
  }

  #failed(lane: Lane, path: string, error: unknown): void {
    const code = error instanceof MailError ? error.code : 'internal'
    if (code === 'login_failed') return
    // The account lives on fewer connections, and knows it from now on.
    if (lane === this.#parts.inbox && isTooManyConnections(error)) return
    if (code === 'unavailable' || code === 'certificate') {
      this.#backOff()
      return
    }
    // The folder is gone or can't be opened: nothing to watch there.
    log().debug({ code }, 'a folder could not be watched')
    const others = this.#watched.filter((watched) => watched !== path)
    this.#watched.splice(0, this.#watched.length, ...others)
  }

  #backOff(): void {
    this.#failures++
    const first = this.#failures === 1
    // A wire that broke just now may have taken an attempt along: one more is made before anyone is told.
    const longest = first ? 200 : Math.min(LONGEST_BACKOFF, 1_000 * 2 ** (this.#failures - 2))
    this.#retryAt = Date.now() + longest * (0.5 + Math.random() / 2)
    if (!first) this.#parts.onUnreachable()
    this.settleSoon()
  }
}

function keepAlive(lane: Lane, now: number): void {
  const connection = lane.connection
  if (!connection || lane.busy) return
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
