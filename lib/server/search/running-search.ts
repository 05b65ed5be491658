/** One search over its folders, one after the other, for everybody who asks for it: it ends when nobody does. */
import type { SearchQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { bindAccount } from '#lib/server/imap/bound-account.ts'
import { findHits, type Hits } from '#lib/server/imap/find-hits.ts'
import { foldersToSearch } from '#lib/server/imap/folders-to-search.ts'
import { queryOf } from '#lib/server/imap/query-of.ts'
import { SharedWork } from '#lib/server/store/shared-work.ts'
import { MergedHits } from './merged-hits.ts'

/** What one query finds, folder by folder. */
export class RunningSearch extends SharedWork {
  readonly #account: Account
  readonly #query: SearchQuery
  readonly #hits: Hits[] = []
  #folders: string[] | null = null
  #merged: MergedHits | null = null

  /** `onEnd` is called when it is over and nobody is owed the rest of it; perhaps more than once. */
  constructor(account: Account, query: SearchQuery, onEnd: () => void) {
    super(onEnd)
    this.#account = account
    this.#query = query
  }

  /** The folders that were searched so far, each with what was found there, in the order in which they came. */
  get hits(): readonly Hits[] {
    return this.#hits
  }

  /** The folders that were not searched yet; null while nobody knows which they are. */
  override get pending(): readonly string[] | null {
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

  protected override async work(signal: AbortSignal): Promise<void> {
    const { q, folder, sort } = this.#query
    const { term, inFolder } = queryOf(this.#account, q)
    const folders = await foldersToSearch(
      bindAccount(this.#account, { signal, background: true }),
      folder,
      inFolder,
    )
    signal.throwIfAborted()
    this.#folders = folders
    this.tell()
    for (const path of folders) {
      this.#hits.push(await this.#searchOne({ path, term, sort, signal }))
      this.#merged = null
      this.tell()
    }
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
