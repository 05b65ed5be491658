/** Sets of UIDs as IMAP writes them (RFC 3501 §9 sequence-set), in pieces that fit a command line. */

// RFC 7162 §4: servers must take lines of 8,192 octets; the rest of the command needs its share.
const LONGEST_SET = 7_000

/** Compresses UIDs to ranges: [1,2,3,7] → `1:3,7`. The order given does not matter. */
export function uidSet(uids: Iterable<number>): string {
  return [...rangesOf(uids)].map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}

function* rangesOf(uids: Iterable<number>): Generator<[number, number]> {
  const sorted = Uint32Array.from(new Set(uids)).sort()
  let start = 0
  for (let at = 1; at <= sorted.length; at++) {
    const last = sorted[at - 1] ?? 0
    if (at < sorted.length && sorted[at] === last + 1) continue
    yield [sorted[start] ?? 0, last]
    start = at
  }
}

/** The row of a UID among ascending ones by binary search, or where it would be, as `-1 - row`. */
export function rowOfUid(uids: Uint32Array, uid: number, count = uids.length): number {
  let low = 0
  let high = count - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const found = uids[middle] ?? 0
    if (found === uid) return middle
    if (found < uid) low = middle + 1
    else high = middle - 1
  }
  return -1 - low
}

/** One command's share: the set as written, and the UIDs it names (ascending). */
export type UidChunk = { set: string; uids: number[] }

/** Cuts UIDs into sets no longer than a command line may be, of at most `most` UIDs each. */
export function chunkUids(uids: Iterable<number>, most = Number.POSITIVE_INFINITY): UidChunk[] {
  const chunks: UidChunk[] = []
  let words: string[] = []
  let named: number[] = []
  let length = 0
  const flush = () => {
    if (named.length > 0) chunks.push({ set: words.join(','), uids: named })
    words = []
    named = []
    length = 0
  }
  for (const [from, to] of rangesOf(uids)) {
    for (let at = from; at <= to; ) {
      const end = Math.min(to, at + most - named.length - 1)
      const word = at === end ? `${at}` : `${at}:${end}`
      if (length + word.length + 1 > LONGEST_SET) {
        flush()
        continue
      }
      words.push(word)
      length += word.length + 1
      for (let uid = at; uid <= end; uid++) named.push(uid)
      at = end + 1
      if (named.length >= most) flush()
    }
  }
  flush()
  return chunks
}

/** Reads a set (`1:3,7`) as UIDs, ascending where the server wrote it so; never more than `most`. */
export function uidsOfSet(set: string, most = 10_000_000): number[] {
  const uids: number[] = []
  for (const word of set.split(',')) {
    const match = /^(\d{1,10})(?::(\d{1,10}))?$/.exec(word)
    if (!match) continue
    const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])]
    const step = from <= to ? 1 : -1
    for (let uid = from; uids.length < most; uid += step) {
      uids.push(uid)
      if (uid === to) break
    }
  }
  return uids
}
