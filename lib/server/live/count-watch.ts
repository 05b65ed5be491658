/** Keeps every folder's counts true while somebody listens: one folder where it is known which, all of them where not. */
import type { Account } from '#lib/server/imap/account.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { type CountedFolder, FolderCounts } from './folder-counts.ts'

/** Changes in folders that aren't open come in groups: a move touches two. */
const LOOK_AFTER = 150
/** Where more folders than this were touched, one look at all of them is cheaper. */
const FEW = 16

export type CountWatchParts = {
  account: () => Account
  /** Tells of folders that are new or whose counts are; of none where the tree is another one. */
  tell: (folders: readonly CountedFolder[]) => void
  onFailure: (error: unknown) => void
}

export class CountWatch {
  readonly #parts: CountWatchParts
  readonly #counts = new FolderCounts()
  readonly #touched = new Set<string>()
  #all = false
  #timer: NodeJS.Timeout | null = null
  #looking = false
  #awake = false

  constructor(parts: CountWatchParts) {
    this.#parts = parts
  }

  wake(): void {
    this.#awake = true
  }

  sleep(): void {
    this.#awake = false
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#touched.clear()
    this.#all = false
  }

  /** Something happened in this folder. */
  touch(path: string): void {
    this.#touched.add(path)
    this.#lookSoon()
  }

  /** Something happened, who knows where. */
  sweep(): void {
    this.#all = true
    this.#lookSoon()
  }

  /** An index was brought true: its counts are told at once. */
  noteIndex(path: string, index: FolderIndex): void {
    const counted = this.#counts.noteIndex(path, index)
    if (counted) this.#parts.tell([counted])
  }

  #lookSoon(): void {
    if (this.#awake && !this.#looking) this.#timer ??= setTimeout(() => void this.#look(), LOOK_AFTER).unref()
  }

  async #look(): Promise<void> {
    this.#timer = null
    this.#looking = true
    const paths = [...this.#touched]
    const all = this.#all || paths.length > FEW
    this.#touched.clear()
    this.#all = false
    try {
      const account = this.#parts.account()
      const few = all ? null : await this.#counts.recount(account, paths)
      const { changed, tree } = few ? { changed: few, tree: false } : await this.#counts.sweep(account)
      if (changed.length > 0) this.#parts.tell(changed)
      if (tree) this.#parts.tell([])
    } catch (error) {
      this.#parts.onFailure(error)
    }
    this.#looking = false
    if (this.#all || this.#touched.size > 0) this.#lookSoon()
  }
}
