/** What several folders have found so far, as one list. */
import type { MessageSummary, Sort } from '#lib/api/messages.ts'
import { folderPathOf } from '#lib/api/names.ts'
import { compareSummaries } from './compare-summaries.ts'

/** A folder's share: how many were found there, and the first of them in the order of the search. */
export type Share = { folderId: string; total: number; messages: readonly MessageSummary[] }

/** Folders in the order in which equal rows follow one another: the inbox first, then by path. */
function rank({ folderId }: Share): string {
  const path = folderPathOf(folderId) ?? folderId
  return path === 'INBOX' ? '' : path
}

/** Collects what folders answer one after the other, in the order of the list. */
export class FoundSoFar {
  readonly #sort: Sort
  #shares: Share[] = []

  constructor(sort: Sort) {
    this.#sort = sort
  }

  /** One more folder was searched. */
  add(share: Share): void {
    this.#shares = [...this.#shares, share].sort((a, b) => (rank(a) < rank(b) ? -1 : 1))
  }

  /** How many were found. */
  get total(): number {
    return this.#shares.reduce((sum, { total }) => sum + total, 0)
  }

  /** All rows that are known, in order. There may be others between them. */
  get rows(): MessageSummary[] {
    const all = this.#shares.flatMap(({ messages }) => messages)
    // A stable sort: equal rows stay in the order of their folders, and of each folder.
    return all.sort((a, b) => compareSummaries(a, b, this.#sort))
  }

  /** The first rows of all. Behind the last known one of a folder that has more nobody can say what comes next. */
  get certainRows(): MessageSummary[] {
    const { rows } = this
    const ends = new Set(
      this.#shares.flatMap(({ messages, total }) => (messages.length < total ? (messages.at(-1) ?? []) : [])),
    )
    const end = rows.findIndex((row) => ends.has(row))
    return end < 0 ? rows : rows.slice(0, end + 1)
  }
}
