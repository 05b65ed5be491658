/** Range requests (RFC 9110 §14). */

/** `start` and `end` count bytes from 0, both included. */
export type ByteRange = { start: number; end: number }

/**
 * What a Range header asks of `length` bytes: one range, `unsatisfiable` (416), or null for everything. Several ranges
 * and what isn't understood are answered with everything, as RFC 9110 §14.2 allows.
 */
export function rangeOf(header: string | null, length: number): ByteRange | 'unsatisfiable' | null {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.replaceAll(/\s/g, '') ?? '')
  if (!asked || (asked[1] === '' && asked[2] === '')) return null
  if (asked[1] === '') {
    const last = Number(asked[2])
    return last === 0 || length === 0
      ? 'unsatisfiable'
      : { start: Math.max(0, length - last), end: length - 1 }
  }
  const start = Number(asked[1])
  const end = asked[2] === '' ? length - 1 : Math.min(Number(asked[2]), length - 1)
  if (asked[2] !== '' && Number(asked[2]) < start) return null
  return start >= length ? 'unsatisfiable' : { start, end }
}

/** Lets only the bytes of `range` through, and stops reading behind them. */
export function sliceStream({ start, end }: ByteRange): TransformStream<Uint8Array, Uint8Array> {
  let at = 0
  return new TransformStream({
    transform(chunk, controller) {
      const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at))
      at += chunk.length
      if (piece.length > 0) controller.enqueue(piece)
      if (at > end) controller.terminate()
    },
  })
}
