/** What was last told of each folder's counts, so that only what changed is told again. */
import type { FoldersEvent } from '#lib/api/events.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { countFolders, type FolderStatus } from '#lib/server/imap/folder-status.ts'
import { lastIndexOf } from '#lib/server/imap/known-folders.ts'
import { type ListedFolder, listFolders } from '#lib/server/imap/list-folders.ts'

/** A folder as `folders` events tell it, with its path. */
export type CountedFolder = FoldersEvent['folders'][number] & { path: string }

/**
 * What a look at all folders brought: those that are new or whose counts are; and whether the tree is another one, which
 * new folders don't say: some went, or have another role, another subscription.
 */
export type Swept = { changed: CountedFolder[]; tree: boolean }

type Told = {
  total: number
  unread: number
  uidNext: number
  uidValidity: number
  modseq: bigint | null
  place: string
}

export class FolderCounts {
  #told: Map<string, Told> | null = null
  /** What an index said while a sweep was under way: newer than what the sweep will bring. */
  #newer = new Set<string>()

  /** Asks for all folders (LIST-STATUS: one round trip where it is offered). All of them are news the first time. */
  async sweep(account: Account): Promise<Swept> {
    this.#newer.clear()
    const listed = await listFolders(account)
    const before = this.#told
    const told = new Map<string, Told>()
    const changed: CountedFolder[] = []
    // What was listed before the first look may have another place by now.
    let tree = before === null
    for (const folder of listed) {
      const { path } = folder
      const known = before?.get(path)
      const now = this.#newer.has(path) && known ? known : toldOf(folder)
      told.set(path, now)
      if (known && known.place !== now.place) tree = true
      if (known && hasSameCounts(known, now)) continue
      changed.push({
        path,
        id: folderIdOf(path),
        total: now.total,
        unread: now.unread,
        state: stateOf(account, path, now),
      })
    }
    this.#told = told
    const went = [...(before?.keys() ?? [])].some((path) => !told.has(path))
    return { changed, tree: tree || went }
  }

  /**
   * Asks for these folders' counts alone.
   * @returns those whose counts changed; null where only a sweep can tell: one of them is new, or gone.
   */
  async recount(account: Account, paths: readonly string[]): Promise<CountedFolder[] | null> {
    const told = this.#told
    if (!told || paths.some((path) => !told.has(path))) return null
    const counted = await countFolders(account, paths)
    // Before any of them is noted: the sweep tells only what differs from it.
    if ([...counted.values()].some(({ total, unread }) => total === null || unread === null)) return null
    const changed: CountedFolder[] = []
    for (const [path, status] of counted) {
      const known = told.get(path)
      if (!known) continue
      const now: Told = { ...known, ...countsOf(status) }
      this.#newer.add(path)
      told.set(path, now)
      if (hasSameCounts(known, now)) continue
      const { total, unread } = now
      changed.push({ path, id: folderIdOf(path), total, unread, state: stateOf(account, path, now) })
    }
    return changed
  }

  /** An index was brought true. Answers the folder where its counts are news. */
  noteIndex(path: string, index: FolderIndex): CountedFolder | null {
    this.#newer.add(path)
    const known = this.#told?.get(path)
    if (!known) return null // the sweep that is under way tells of it
    const { total, unread, uidNext, uidValidity, state } = index
    const now = { ...known, total, unread, uidNext, uidValidity, modseq: index.modseq }
    this.#told?.set(path, now)
    return hasSameCounts(known, now) ? null : { path, id: folderIdOf(path), total, unread, state }
  }
}

function toldOf(folder: ListedFolder): Told {
  const { role, selectable, subscribed } = folder
  return { ...countsOf(folder), place: `${role} ${selectable} ${subscribed}` }
}

function countsOf({ total, unread, uidNext, uidValidity, highestModseq }: FolderStatus): Omit<Told, 'place'> {
  return {
    total: total ?? 0,
    unread: unread ?? 0,
    uidNext: uidNext ?? 0,
    uidValidity: uidValidity ?? 0,
    modseq: highestModseq,
  }
}

function hasSameCounts(a: Told, b: Told): boolean {
  return (
    a.total === b.total && a.unread === b.unread && a.uidNext === b.uidNext && a.uidValidity === b.uidValidity
  )
}

/** The index's state where it knows as much; else a word that `changes` won't know, and differs when things do. */
function stateOf(
  account: Account,
  path: string,
  { total, unread, uidNext, uidValidity, modseq }: Told,
): string {
  const index = lastIndexOf(account, path)
  const knows =
    index?.complete &&
    index.total === total &&
    index.unread === unread &&
    index.uidNext === uidNext &&
    index.uidValidity === uidValidity
  return knows ? index.state : `${uidValidity}.${uidNext}.${total}.${unread}.${modseq ?? ''}`
}
