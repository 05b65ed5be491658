/** Flags of messages by UID (RFC 3501 §6.4.5, RFC 7162 §3.1.4). */
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { modseqOf, numberOf, pairsOf, type Untagged, wordsOf } from './response.ts'
import { chunkUids } from './uid-set.ts'

/** A message's flags, and its mod-sequence where the folder keeps them. */
export type FetchedFlags = { flags: string[]; modseq?: bigint }

/**
 * Reads flags by UID. `changedSince` (RFC 7162 §3.1.4.1) asks only for what changed after that
 * mod-sequence and needs CONDSTORE.
 */
export async function fetchFlags(
  box: OpenBox,
  uids: Iterable<number> | 'all',
  changedSince?: bigint,
): Promise<Map<number, FetchedFlags>> {
  const found = new Map<number, FetchedFlags>()
  const sets = uids === 'all' ? ['1:*'] : chunkUids(uids).map(({ set }) => set)
  const items = [atom('UID'), atom('FLAGS'), ...(box.highestModseq === null ? [] : [atom('MODSEQ')])]
  const since = changedSince === undefined ? [] : [[atom('CHANGEDSINCE'), atom(`${changedSince}`)]]
  const FETCH = (untagged: Untagged) => noteFlags(found, untagged)
  for (const set of sets) await box.run('UID FETCH', [sequence(set), items, ...since], { FETCH })
  return found
}

function noteFlags(found: Map<number, FetchedFlags>, untagged: Untagged): boolean {
  const items = pairsOf(untagged.attributes?.[1])
  const uid = numberOf(items.get('UID'))
  const flags = items.get('FLAGS')
  if (uid === null || flags === undefined) return false
  const modseq = modseqOf(items.get('MODSEQ'))
  found.set(uid, modseq === null ? { flags: wordsOf(flags) } : { flags: wordsOf(flags), modseq })
  return true
}
