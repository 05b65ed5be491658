/** What happened in an open folder since a mod-sequence (RFC 7162 §3.1.4.1 CHANGEDSINCE, §3.2.6 VANISHED). */
import type { OpenBox } from './account.ts'
import { atom, sequence } from './imap-client.ts'
import { listOf, numberOf, pairsOf, textOf, wordsOf } from './response.ts'

/** `vanished` is a UID set as the server wrote it, perhaps with UIDs that never were; null without QRESYNC. */
export type BoxNews = { flags: Map<number, string[]>; vanished: string[] | null }

/** Flags of every message that came or changed after `modseq`, and, with QRESYNC, what went. One round trip. */
export async function fetchNews(box: OpenBox, modseq: bigint): Promise<BoxNews> {
  const flags = new Map<number, string[]>()
  const vanished = box.enabled.has('QRESYNC') ? ([] as string[]) : null
  const since = [atom('CHANGEDSINCE'), atom(String(modseq)), ...(vanished ? [atom('VANISHED')] : [])]
  await box.run('UID FETCH', [sequence('1:*'), [atom('UID'), atom('FLAGS')], since], {
    FETCH: (untagged) => {
      const items = pairsOf(untagged.attributes?.[1])
      const uid = numberOf(items.get('UID'))
      if (uid === null || !items.has('FLAGS')) return false
      flags.set(uid, wordsOf(items.get('FLAGS')))
      return true
    },
    VANISHED: (untagged) => {
      const [first, second] = untagged.attributes ?? []
      // Without EARLIER it is about now: the count of the open folder follows it.
      const earlier = listOf(first).some((tag) => textOf(tag)?.toUpperCase() === 'EARLIER')
      const set = textOf(earlier ? second : first)
      if (set && vanished) vanished.push(set)
      return earlier
    },
  })
  return { flags, vanished }
}

/** Which of `uids` (ascending) a set names. The set may be anything: it is never written out. */
export function uidsWithin(sets: readonly string[], uids: Uint32Array): number[] {
  const ranges = sets
    .flatMap((set) => set.split(','))
    .map((word) => /^(\d{1,10})(?::(\d{1,10}))?$/.exec(word))
    .filter((match) => match !== null)
    .map((match) => [Number(match[1]), Number(match[2] ?? match[1])].sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  const found: number[] = []
  let at = 0
  for (const uid of uids) {
    while (at < ranges.length && (ranges[at]?.[1] ?? 0) < uid) at++
    if (at === ranges.length) break
    if ((ranges[at]?.[0] ?? 0) <= uid) found.push(uid)
  }
  return found
}
