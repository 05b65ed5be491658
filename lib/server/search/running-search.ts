/** One search over its folders, one after the other, for everybody who asks for it: it ends when nobody does. */
import type { SearchQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { parseQuery } from '#lib/mail/search-grammar.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { findHits, type Hits } from './find-hits.ts'
import { foldersToSearch } from './folders-to-search.ts'
import { MergedHits } from './merged-hits.ts'

/** How long one search may take in all, milliseconds. Every command in it has its own deadline besides. */
const DEADLINE = 120_000
/** How long it goes on for somebody who was told a part of it and may ask for the rest, milliseconds. */
const LINGER = 30_000

export class RunningSearch {
  readonly #account: Account
  readonly #query: SearchQuery
  readonly #stop = new AbortController()
  readonly #hits: Hits[] = []
  #folders: string[] | null = null
  #merged: MergedHits | null = null
  #failure: { error: unknown } | null = null
  #done = false
  #askers = 0
  /** Set while somebody who knows a part of it may come back. */
  #lingering: NodeJS.Timeout | null = null
  #step = Promise.withResolvers<void>()
  readonly #onEnd: (search: RunningSearch) => void

  /** Begins at once. `onEnd` is called when it is over and nobody is owed the rest of it; perhaps more than once. */
  constructor(account: Account, query: SearchQuery, onEnd: (search: RunningSearch) => void) {
    this.#account = account
    this.#query = query
    this.#onEnd = onEnd
    void this.#run()
  }

  /** Whether every folder was searched. */
  get done(): boolean {
    return this.#done
  }

  /** Whether nobody asks for it at the moment. */
  get lingers(): boolean {
    return this.#askers === 0
  }

  /** The folders that were searched so far, each with what was found there, in the order in which they came. */
  get hits(): readonly Hits[] {
    return this.#hits
  }

  /** The folders that were not searched yet; null while nobody knows which they are. */
  get pending(): readonly string[] | null {
    return this.#folders?.slice(this.#hits.length) ?? null
  }

  /** All that was found so far, in one order. */
  get merged(): MergedHits {
    this.#merged ??= new MergedHits(
      this.#hits.filter(({ uids }) => uids.length > 0),
      this.#query.sort,
    )
    return this.#merged
  }

  /** What stopped it. @throws MailError refused, not_found, unavailable */
  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** Resolves when more is known: where it looks, what one more folder has, that it is over. */
  step(): Promise<void> {
    return this.#step.promise
  }

  /** Asks for it to go on until what is returned is called: `later` says that the rest may be asked for soon. */
  join(): (later: boolean) => void {
    this.#stopLingering()
    this.#askers++
    let left = false
    return (later) => {
      if (left) return
      left = true
      if (--this.#askers > 0) return
      if (later) this.#lingering = setTimeout(() => this.end(), LINGER).unref()
      else this.end()
    }
  }

  /** Stops it, and the command that runs for it. What was found stays known to who holds it. */
  end(): void {
    this.#stopLingering()
    this.#stop.abort()
    this.#onEnd(this)
  }

  #stopLingering(): void {
    if (this.#lingering) clearTimeout(this.#lingering)
    this.#lingering = null
  }

  async #run(): Promise<void> {
    const late = AbortSignal.timeout(DEADLINE)
    const signal = AbortSignal.any([this.#stop.signal, late])
    try {
      await this.#searchAll(signal)
      this.#done = true
    } catch (error) {
      const tooSlow = late.aborted && !(error instanceof MailError)
      this.#failure = {
        error: tooSlow ? new MailError('unavailable', { retryAfter: 30, cause: error }) : error,
      }
    }
    // Who was told a part of it gets the rest; else who comes from now on wants to know how things are now.
    if (this.lingers && !this.#lingering) this.#onEnd(this)
    this.#step.resolve()
  }

  async #searchAll(signal: AbortSignal): Promise<void> {
    const { q, folder, sort } = this.#query
    const { term, inFolder } = parseQuery(q)
    const folders = await foldersToSearch(this.#account, folder, inFolder)
    signal.throwIfAborted()
    this.#folders = folders
    this.#tell()
    for (const path of folders) {
      this.#hits.push(await this.#searchOne({ path, term, sort, signal }))
      this.#merged = null
      this.#tell()
    }
  }

  #tell(): void {
    const { resolve } = this.#step
    this.#step = Promise.withResolvers()
    resolve()
  }

  /** Of all folders, one that went away meanwhile (or can't be read) is passed over; one that was named is not. */
  async #searchOne(one: {
    path: string
    term: SearchTerm
    sort: SearchQuery['sort']
    signal: AbortSignal
  }): Promise<Hits> {
    try {
      return await findHits(this.#account, one)
    } catch (error) {
      const passing = error instanceof MailError && (error.code === 'not_found' || error.code === 'forbidden')
      if (!passing || this.#query.folder !== 'all') throw error
      return { path: one.path, uidValidity: 0, uids: new Uint32Array() }
    }
  }
}
