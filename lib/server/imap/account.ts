/** What a signed-in user's mail server looks like from here: connections are lent, never handed out. */
import type { MailServer } from '#lib/server/config/config.ts'
import type { Argument, UntaggedHandlers } from './imap-client.ts'
import type { Untagged } from './response.ts'

/** A connection as it is lent. Only lib/server/imap looks inside. */
export type Connection = {
  /** Upper case, as the server says after login. */
  readonly capabilities: ReadonlySet<string>
  /** Extensions that are switched on (RFC 5161): `CONDSTORE`, `QRESYNC`. */
  readonly enabled: ReadonlySet<string>
  /** The folder that is selected now. */
  readonly selected: OpenBox | null
  /**
   * Sends one command and waits for its end. NO, BAD, a lost connection and a deadline are
   * MailErrors; a deadline also ends the connection, since its state is unknown from then on.
   */
  run(command: string, args: Argument[], handlers?: UntaggedHandlers): Promise<Untagged>
  /** Lets go of `path` if it is the selected folder. */
  deselect(path: string): Promise<void>
}

/** A connection with a folder selected. The numbers are those of now, updated as the server reports. */
export type OpenBox = Connection & {
  readonly path: string
  /** How often it was lent since it was selected. 1: that was just now, and nothing can have happened since. */
  readonly lent: number
  readonly uidValidity: number
  readonly uidNext: number
  readonly exists: number
  readonly readOnly: boolean
  readonly permanentFlags: ReadonlySet<string>
  /** Null where the folder keeps none (RFC 7162 NOMODSEQ). */
  readonly highestModseq: bigint | null
  /** The flags and keywords that messages here may have (FLAGS, RFC 3501 §7.2.6). */
  readonly flags: ReadonlySet<string>
  /** How many reports (EXISTS, EXPUNGE, VANISHED, FETCH) came unasked since the folder was selected. */
  readonly reports: number
  /**
   * The server has warned (an untagged NO, RFC 3501 §7.1.2). Dovecot does, and nothing more, where another client
   * deleted the folder and made it anew: what this selection says is no longer believed.
   */
  readonly doubted: boolean
}

/** Lends one folder, selected. Only called where the server must be asked. `apart`: it may take long, so nobody waits behind it. */
export type LendBox = <T>(work: (box: OpenBox) => Promise<T>, how?: { apart: boolean }) => Promise<T>

/** How the account stands with its server. */
export type AccountStatus = 'online' | 'reconnecting' | 'login_required'

/**
 * `box`: something happened in this folder; look. `tree`: folders came, went or were renamed, or it can't be told what
 * happened where. `status`: said when it changes.
 */
export type AccountEvent =
  | { kind: 'box'; path: string }
  | { kind: 'tree' }
  | { kind: 'status'; status: AccountStatus }

export type UseOptions = {
  /**
   * `work` (the default) is interactive, seconds a command; `bulk` may take 5 minutes and waits for nobody's sake; `search`
   * is bulk work of which some goes on side by side.
   */
  role?: 'work' | 'bulk' | 'search'
  /** Aborting rejects at once with the signal's reason; else than on `work` it also ends the command. */
  signal?: AbortSignal
  /** Opens with EXAMINE where the folder is not open yet. */
  readOnly?: boolean
  /** A read, or a harmless repetition: retried once on a fresh connection. */
  repeatable?: boolean
  /** Milliseconds that the work may take once it has begun; behind them the connection is given up. */
  within?: number
  /** Nobody looks at it yet: waits behind everything that somebody does. Bulk work always does. */
  background?: boolean
}

/** One mail account in this process, shared by the person's tabs and devices. */
export type Account = {
  readonly key: string
  readonly username: string
  readonly server: MailServer
  readonly status: AccountStatus
  /** The server tells of every folder by itself (NOTIFY, RFC 5465): nobody need look round. */
  readonly notified: boolean
  /** How many pieces of work of the role `search` go on at one time: 1 or more. */
  readonly sideBySide: number
  /** Aborts when nobody waits any more for what is asked of this account; undefined where it belongs to no request. */
  readonly signal?: AbortSignal
  /** The same account, bound to no request: for work that goes on without it, or that others wait for too. */
  readonly shared: Account
  /**
   * Lends a connection with `path` selected, for as long as `work` runs. Don't call `use` or
   * `command` of the same role inside `work`: it would wait for itself.
   * @throws MailError not_found, forbidden, unavailable (retryAfter), login_failed, certificate
   */
  use<T>(path: string, work: (box: OpenBox) => Promise<T>, options?: UseOptions): Promise<T>
  /** Lends a connection, whatever is selected. Throws as `use` does. */
  command<T>(work: (connection: Connection) => Promise<T>, options?: UseOptions): Promise<T>
  /** Listens until the returned function is called; the inbox is live as long as anyone listens. */
  on(listener: (event: AccountEvent) => void): () => void
  /** Keeps this folder live (IDLE) until the returned function is called. The latest one wins. */
  watch(path: string): () => void
}
