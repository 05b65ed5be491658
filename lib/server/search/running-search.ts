/** One search over its folders, several side by side, for everybody who asks for it: it ends when nobody does. */
import type { SearchQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { bindAccount } from '#lib/server/imap/bound-account.ts'
import { findHits, type Hits } from '#lib/server/imap/find-hits.ts'
import { foldersToSearch } from '#lib/server/imap/folders-to-search.ts'
import { queryOf } from '#lib/server/imap/query-of.ts'
import { SharedWork } from '#lib/server/store/shared-work.ts'
import { MergedHits, ROWS_AHEAD } from './merged-hits.ts'

/** Milliseconds: who looks on sees it go on, and can stop it. */
const DEADLINE = 10 * 60_000
/** So many folders in a row can't be reached: neither can the others. */
const GIVE_UP_AFTER = 3

/** A folder that could not be searched, and why. */
export type Failure = { path: string; error: MailError }

/** `rows`: how many of each folder are read along with what is found there. */
export type SearchWish = { query: SearchQuery; streamed: boolean }

/** What one query finds, folder by folder. */
export class RunningSearch extends SharedWork {
  readonly #account: Account
  readonly #wish: SearchWish
  readonly #hits: Hits[] = []
  readonly #failed: Failure[] = []
  #folders: string[] | null = null
  #merged: MergedHits | null = null
  #unreachable = 0

  /** `onEnd` is called when it is over and nobody is owed the rest of it; perhaps more than once. */
  constructor(account: Account, wish: SearchWish, onEnd: () => void) {
    super(onEnd, DEADLINE)
    this.#account = account
    this.#wish = wish
  }

  /** The folders that were searched so far, each with what was found there, in the order in which they came. */
  get hits(): readonly Hits[] {
    return this.#hits
  }

  /** The folders that could not be searched, where others could. */
  get failed(): readonly Failure[] {
    return this.#failed
  }

  /** The folders that were not searched yet; null while nobody knows which they are. */
  override get pending(): readonly string[] | null {
    const done = new Set([...this.#hits, ...this.#failed].map(({ path }) => path))
    return this.#folders?.filter((path) => !done.has(path)) ?? null
  }

  /** All that was found so far, in one order. */
  get merged(): MergedHits {
    const folders = this.#folders ?? []
    this.#merged ??= new MergedHits(
      this.#hits
        .filter(({ uids }) => uids.length > 0)
        .sort((a, b) => folders.indexOf(a.path) - folders.indexOf(b.path)),
      this.#wish.query.sort,
    )
    return this.#merged
  }

  protected override async work(signal: AbortSignal): Promise<void> {
    const { q, folder } = this.#wish.query
    const { term, inFolder } = queryOf(this.#account, q)
    const lent = bindAccount(this.#account, { signal, background: true })
    const folders = await foldersToSearch(lent, folder, inFolder)
    signal.throwIfAborted()
    this.#folders = folders
    this.tell()
    await this.#searchAll(folders, term, signal)
    const [first] = this.#failed
    if (first && this.#hits.length === 0) throw first.error
  }

  /** Each connection takes the next folder when it is done with one. */
  async #searchAll(folders: readonly string[], term: SearchTerm, signal: AbortSignal): Promise<void> {
    const { query, streamed } = this.#wish
    const rows = streamed || folders.length === 1 ? query.limit : Math.min(query.limit, ROWS_AHEAD)
    const stop = new AbortController()
    const all = AbortSignal.any([signal, stop.signal])
    const left = [...folders]
    const takeTurns = async () => {
      for (let path = left.shift(); path !== undefined; path = left.shift()) {
        await this.#searchOne(path, () =>
          findHits(this.#account, { path, term, sort: query.sort, rows, signal: all }),
        )
        this.#merged = null
        this.tell()
      }
    }
    const turns = Array.from({ length: Math.min(this.#account.sideBySide, folders.length) }, takeTurns)
    try {
      await Promise.all(turns)
    } finally {
      stop.abort(new MailError('unavailable'))
      await Promise.allSettled(turns)
    }
  }

  /** Of several folders one that fails is named; of all folders one that went away meanwhile is passed over. */
  async #searchOne(path: string, find: () => Promise<Hits>): Promise<void> {
    const lost = this.#failed.at(-1)
    if (lost && this.#unreachable >= GIVE_UP_AFTER) {
      this.#failed.push({ path, error: lost.error })
      return
    }
    try {
      this.#hits.push(await find())
      this.#unreachable = 0
    } catch (error) {
      if (this.#wish.query.folder !== 'all') throw error
      this.#note(path, mailErrorOf(error))
    }
  }

  /** @throws what is no matter of one folder */
  #note(path: string, error: MailError): void {
    if (error.code === 'not_found' || error.code === 'forbidden')
      this.#hits.push({ path, uidValidity: 0, uids: new Uint32Array(), read: 0, rows: [] })
    else if (['unavailable', 'refused', 'conflict'].includes(error.code)) {
      this.#unreachable = error.code === 'unavailable' ? this.#unreachable + 1 : 0
      this.#failed.push({ path, error })
    } else throw error
  }
}

/** @throws what is no failure of the mail server */
function mailErrorOf(error: unknown): MailError {
  if (error instanceof MailError) return error
  throw error
}
