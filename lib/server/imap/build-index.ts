/** A folder's index from nothing: UIDs by one search, flags by one search a flag where that is cheaper. */
import type { OpenBox } from './account.ts'
import { fetchFlags } from './fetch-flags.ts'
import { canonicalFlags } from './flag-table.ts'
import { FolderIndex } from './folder-index.ts'
import { uidNextOf } from './next-uid.ts'
import { searchMessages } from './search-messages.ts'

// imapflow's parser takes 15 µs a row of flags; a search takes a round trip and a few ranges (imap-notes.md).
const FEW_MESSAGES = 1_000
const MANY_FLAGS = 32

/** Reads UIDs and flags of an open folder. What changes meanwhile is found by the next sync. */
export async function buildIndex(box: OpenBox): Promise<FolderIndex> {
  const index = new FolderIndex(box.uidValidity)
  // Asked for before the rest: what comes in between has not been seen, and is not below it.
  index.uidNext = await uidNextOf(box)
  const known = new Set(canonicalFlags(box.flags))
  // Sets can only be trusted to be corrected later where changes have mod-sequences.
  const bySets = box.capabilities.has('ESEARCH') && box.highestModseq !== null
  const flags =
    bySets && box.exists > FEW_MESSAGES && known.size <= MANY_FLAGS
      ? await flagsBySets(box, known)
      : [...(await fetchFlags(box, 'all'))].map(([uid, row]): [number, string[]] => [uid, row.flags])
  index.update({ flags })
  return index
}

async function flagsBySets(box: OpenBox, known: Iterable<string>): Promise<[number, readonly string[]][]> {
  const uids = Uint32Array.from(await searchMessages(box, { kind: 'all' }))
  // One number a distinct set of flags: a row learns one more flag by following `with`.
  const sets: { flags: readonly string[]; more: Map<string, number> }[] = [{ flags: [], more: new Map() }]
  const rows = new Uint32Array(uids.length)
  for (const flag of known) {
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
