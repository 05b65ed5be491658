/** One connection to a mail server: commands with deadlines, the selected folder, IDLE. */
import { MailError } from '#lib/mail/mail-error.ts'
import { serverTrouble } from '#lib/mail/words/server-trouble.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import type { Connection, OpenBox } from './account.ts'
import {
  type Argument,
  connectClient,
  type Idling,
  type ImapClient,
  type UntaggedHandlers,
} from './imap-client.ts'
import { decodeMailboxName, encodeMailboxName } from './mailbox-name.ts'
import { notifySet } from './notify-set.ts'
import { noteReport, openedBox, type SelectedBox } from './open-box.ts'
import { responseCodeOf, textOf, type Untagged } from './response.ts'
import { translateError, unavailable } from './translate-error.ts'

export type ConnectionEvents = {
  /** Something happened in this folder that nobody here asked for. */
  onBox: (path: string) => void
  /** Folders came, went or were renamed, or the server can't tell any more what happens where. */
  onTree: () => void
  onClose: () => void
}

/** Milliseconds a command may take before its connection is given up. */
export type Deadline = number

const PROBE_DEADLINE = 5_000

export class ImapConnection implements Connection {
  readonly #client: ImapClient
  readonly #events: ConnectionEvents
  readonly #deadline: Deadline
  #enabled = new Set<string>()
  #capabilities: ReadonlySet<string> | null = null
  #box: SelectedBox | null = null
  #idling: Idling | null = null
  #idleSince = 0
  #notified = false

  private constructor(client: ImapClient, events: ConnectionEvents, deadline: Deadline) {
    this.#client = client
    this.#events = events
    this.#deadline = deadline
  }

  /**
   * Connects and logs in, within `connectWithin` milliseconds, and switches on what sync needs.
   * Rejects with a MailError.
   */
  static async open(
    server: MailServer,
    credentials: Credentials,
    events: ConnectionEvents,
    { deadline, connectWithin }: { deadline: Deadline; connectWithin: Deadline },
  ): Promise<ImapConnection> {
    let connection: ImapConnection | null = null
    try {
      const client = await connectClient(
        server.imap,
        credentials,
        {
          onUntagged: (keyword, untagged) => connection?.heard(keyword, untagged),
          onClose: () => events.onClose(),
        },
        connectWithin,
      )
      connection = new ImapConnection(client, events, deadline)
      await connection.#enable(Math.min(deadline, connectWithin))
      return connection
    } catch (error) {
      connection?.close()
      throw translateError(error)
    }
  }

  get capabilities(): ReadonlySet<string> {
    this.#capabilities ??= this.#client.capabilities
    return this.#capabilities
  }

  get enabled(): ReadonlySet<string> {
    return this.#enabled
  }

  get closed(): boolean {
    return this.#client.closed
  }

  get selected(): OpenBox | null {
    return this.#box
  }

  /** The selected folder's path. */
  get path(): string | null {
    return this.#box?.path ?? null
  }

  get idling(): boolean {
    return this.#idling !== null
  }

  /** Whether the server tells of every folder by itself (RFC 5465). */
  get notified(): boolean {
    return this.#notified && !this.closed
  }

  /** When the running IDLE began (ms since the epoch). */
  get idleSince(): number {
    return this.#idleSince
  }

  async #enable(within: Deadline): Promise<void> {
    if (!this.capabilities.has('ENABLE')) return
    const wanted = ['CONDSTORE', 'QRESYNC'].filter((name) => this.capabilities.has(name))
    if (wanted.length === 0) return
    const names = wanted.map((value) => ({ type: 'ATOM' as const, value }))
    await this.withinDeadline(this.#client.exec('ENABLE', names), within)
    this.#enabled = new Set(wanted)
    if (wanted.includes('QRESYNC')) this.#enabled.add('CONDSTORE') // RFC 7162 §3.2.3
  }

  async run(command: string, args: Argument[], handlers?: UntaggedHandlers): Promise<Untagged> {
    await this.stopIdling()
    return await this.withinDeadline(this.#client.exec(command, args, handlers))
  }

  /** Waits for `work`, which uses this connection; when it is not over by then, the connection is closed. */
  async withinDeadline<T>(work: Promise<T>, most = this.#deadline): Promise<T> {
    let late = false
    const timer = setTimeout(() => {
      late = true
      this.close()
    }, most)
    try {
      return await work
    } catch (error) {
      throw late ? unavailable(error, serverTrouble.tooSlow) : translateError(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * Selects `path` unless it is. EXAMINE where `readOnly`: nothing can be changed then.
   * @throws MailError not_found, forbidden, refused, unavailable
   */
  async select(path: string, readOnly: boolean): Promise<OpenBox> {
    const box = this.#box
    if (box && box.path === path && !box.doubted && (readOnly || !box.examined)) {
      box.lent++
      return box
    }
    this.#box = null
    const next = openedBox(this, path, readOnly)
    // Set before the command: what it reports about the new folder belongs to it already.
    const answer = await this.run(readOnly ? 'EXAMINE' : 'SELECT', [encodeMailboxName(path)], next.handlers)
    this.#box = next.finish(answer)
    return this.#box
  }

  async deselect(path: string): Promise<void> {
    if (this.#box?.path !== path) return
    this.#box = null
    if (this.capabilities.has('UNSELECT')) await this.run('UNSELECT', [])
  }

  /**
   * Asks to be told of every folder, where NOTIFY is offered: what happens in those that aren't selected comes as
   * STATUS and LIST from now on.
   * @throws MailError unavailable
   */
  async notify(): Promise<void> {
    if (this.#notified || !this.capabilities.has('NOTIFY')) return
    try {
      await this.run('NOTIFY', notifySet())
      this.#notified = true
      this.#events.onTree() // what happened before this was told to nobody
    } catch (error) {
      if (!(error instanceof MailError) || error.code === 'unavailable') throw error
    }
  }

  private heard(keyword: string, untagged: Untagged): void {
    if (keyword === 'STATUS') this.#events.onBox(decodeMailboxName(textOf(untagged.attributes?.[0]) ?? ''))
    else if (keyword === 'LIST') this.#events.onTree()
    else if (keyword === 'OK') this.#heardCode(untagged)
    else if (this.#box && noteReport(this.#box, keyword, untagged)) this.#events.onBox(this.#box.path)
  }

  #heardCode(untagged: Untagged): void {
    // RFC 5465 §5.8: too much happened, and the server has stopped telling.
    if (responseCodeOf(untagged)?.code !== 'NOTIFICATIONOVERFLOW') return
    this.#notified = false
    this.#events.onTree()
  }

  /** Begins IDLE on the selected folder (RFC 2177). Where it is not offered, nothing happens. */
  startIdling(): void {
    if (this.#idling || this.closed || !this.#box || !this.capabilities.has('IDLE')) return
    const idling = this.#client.idle()
    this.#idling = idling
    this.#idleSince = Date.now()
    const over = () => {
      if (this.#idling === idling) this.#idling = null
    }
    idling.ended.then(over, over)
  }

  /** Ends IDLE and waits for the server's word: within 10 s, or the connection is given up. */
  async stopIdling(): Promise<void> {
    const idling = this.#idling
    if (!idling) return
    this.#idling = null
    idling.stop()
    await this.withinDeadline(idling.ended, Math.min(this.#deadline, 10_000))
  }

  /** Asks for a sign of life, within 5 s; without one the connection is closed. */
  async isAlive(): Promise<boolean> {
    try {
      const idling = this.#idling
      this.#idling = null
      idling?.stop()
      await this.withinDeadline(Promise.all([idling?.ended, this.#client.exec('NOOP', [])]), PROBE_DEADLINE)
      return !this.closed
    } catch (error) {
      if (!(error instanceof MailError)) throw error
      this.close()
      return false
    }
  }

  /** Says goodbye and closes, within 2 s. */
  async logout(): Promise<void> {
    if (this.closed) return
    try {
      await this.stopIdling()
      await this.withinDeadline(this.#client.logout(), 2_000)
    } catch (error) {
      if (!(error instanceof MailError)) throw error
    } finally {
      this.close()
    }
  }

  close(): void {
    this.#client.close()
  }
}
