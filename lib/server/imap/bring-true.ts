/** Reads what changed in an open folder into its index: by mod-sequences where there are any, else all of it again. */
import type { OpenBox } from './account.ts'
import { buildIndex } from './build-index.ts'
import { fetchFlags } from './fetch-flags.ts'
import { fetchNews, uidsWithin } from './fetch-news.ts'
import type { FolderIndex } from './folder-index.ts'
import { FolderViews } from './folder-views.ts'
import { keptKeywords } from './kept-flags.ts'
import { type KnownFolder, selectionOf } from './known-folders.ts'
import { uidNextOf } from './next-uid.ts'
import type { FolderState } from './read-folder-state.ts'
import { searchMessages } from './search-messages.ts'

/**
 * Reads what changed. `state` was read before the folder was selected, or in it after a NOOP: what it counts is in the
 * index after this, and what came later comes again.
 */
export async function bringTrue(
  box: OpenBox,
  folder: KnownFolder,
  state: FolderState | null,
  later: boolean,
): Promise<void> {
  const selection = selectionOf(box)
  folder.keywords = keptKeywords(box)
  let { index } = folder
  if (index?.uidValidity !== box.uidValidity) {
    index = await buildIndex(box, later)
    folder.index = index
    folder.views = new FolderViews()
  } else if (state && index.modseq !== null && box.highestModseq !== null) {
    await readNews(box, index, index.modseq, state)
  } else {
    await readEverything(box, index)
  }
  folder.seen = selection
  if (state?.uidValidity !== index.uidValidity) return
  index.modseq = state.highestModseq
  index.uidNext = Math.max(index.uidNext, state.uidNext)
}

/** CONDSTORE, with QRESYNC in the same round trip; the count tells whether anything is missing or too much. */
async function readNews(box: OpenBox, index: FolderIndex, since: bigint, state: FolderState): Promise<void> {
  const news = await fetchNews(box, since)
  const removed = news.vanished ? uidsWithin(news.vanished, index.uids) : []
  // A set may name what came after it was made: a message that has just told its flags is there.
  index.update({ removed: removed.filter((uid) => !news.flags.has(uid)), flags: news.flags })
  if (index.total === state.total) return
  const there = await searchMessages(box, { kind: 'all' })
  const missing = there.filter((uid) => !index.has(uid))
  const flags = missing.length > 0 ? await fetchFlags(box, missing) : new Map()
  index.update({ removed: absentFrom(there, index), flags: flagRows(flags) })
}

/** The reference path: all UIDs and flags. */
async function readEverything(box: OpenBox, index: FolderIndex): Promise<void> {
  index.uidNext = Math.max(index.uidNext, await uidNextOf(box))
  const rows = await fetchFlags(box, 'all')
  index.update({ removed: absentFrom(rows.keys(), index), flags: flagRows(rows) })
}

function absentFrom(there: Iterable<number>, index: FolderIndex): number[] {
  const known = new Set(there)
  return Array.from(index.uids).filter((uid) => !known.has(uid))
}

function* flagRows(rows: ReadonlyMap<number, { flags: string[] }>): Generator<[number, string[]]> {
  for (const [uid, { flags }] of rows) yield [uid, flags]
}
