/** A folder's index from nothing: UIDs by one search, flags by one search a flag where that is cheaper. */
import type { OpenBox } from './account.ts'
import { fetchFlags } from './fetch-flags.ts'
import { canonicalFlags } from './flag-table.ts'
import { FolderIndex } from './folder-index.ts'
import { searchMessages } from './search-messages.ts'

// imapflow's parser takes 15 µs a row of flags; a search takes a round trip and a few ranges (imap-notes.md).
const FEW_MESSAGES = 1_000
const MANY_FLAGS = 32

/**
 * Reads UIDs and flags of an open folder. What changes meanwhile is found by the next sync.
 * @param later may leave the flags of a large folder to `completeIndex`: a list's first page has its own.
 */
export async function buildIndex(box: OpenBox, later: boolean): Promise<FolderIndex> {
  const index = new FolderIndex(box.uidValidity)
  if (!bySets(box)) index.update({ flags: await flagsByFetch(box) })
  else if (!later) index.update({ flags: await flagsBySets(box) })
  else {
    const uids = await searchMessages(box, { kind: 'all' })
    index.update({ flags: uids.map((uid): [number, null] => [uid, null]) })
  }
  index.uidNext = Math.max(index.uidNext, box.uidNext)
  return index
}

/** Reads the flags that `buildIndex` has left out. */
export async function completeIndex(box: OpenBox, index: FolderIndex): Promise<void> {
  index.update({ flags: bySets(box) ? await flagsBySets(box) : await flagsByFetch(box) })
  // What is in the index and no longer there has no flags to be read; the next sync takes it out.
  if (!index.complete)
    index.update({ flags: [...index.uids].filter((uid) => index.lacksFlags(uid)).map((uid) => [uid, []]) })
}

/** Whether a search a flag is the cheaper way; such sets are corrected later only where changes have mod-sequences. */
function bySets(box: OpenBox): boolean {
  const corrected = box.capabilities.has('ESEARCH') && box.highestModseq !== null
  return corrected && box.exists > FEW_MESSAGES && canonicalFlags(box.flags).length <= MANY_FLAGS
}

async function flagsByFetch(box: OpenBox): Promise<[number, readonly string[]][]> {
  const rows = await fetchFlags(box, 'all')
  return [...rows].map(([uid, { flags }]) => [uid, flags])
}

async function flagsBySets(box: OpenBox): Promise<[number, readonly string[]][]> {
  const uids = Uint32Array.from(await searchMessages(box, { kind: 'all' }))
  // One number a distinct set of flags: a row learns one more flag by following `with`.
  const sets: { flags: readonly string[]; more: Map<string, number> }[] = [{ flags: [], more: new Map() }]
  const rows = new Uint32Array(uids.length)
  for (const flag of canonicalFlags(box.flags)) {
    let row = 0
    for (const uid of await searchMessages(box, { kind: 'flag', flag, on: true })) {
      while (row < uids.length && (uids[row] ?? 0) < uid) row++
      if (uids[row] === uid) rows[row] = withFlag(sets, rows[row] ?? 0, flag)
    }
  }
  return Array.from(uids, (uid, row): [number, readonly string[]] => [uid, sets[rows[row] ?? 0]?.flags ?? []])
}

function withFlag(
  sets: { flags: readonly string[]; more: Map<string, number> }[],
  at: number,
  flag: string,
): number {
  const set = sets[at]
  const known = set?.more.get(flag)
  if (!set || known !== undefined) return known ?? 0
  sets.push({ flags: [...set.flags, flag], more: new Map() })
  set.more.set(flag, sets.length - 1)
  return sets.length - 1
}
