/** Which streams belong to which session: they end with it. */

type Streams = Map<string, Set<() => void>>

const holder = globalThis as typeof globalThis & { posternStreams?: Streams }

function streams(): Streams {
  holder.posternStreams ??= new Map()
  return holder.posternStreams
}

/** Notes a stream of session `sid`; `end` closes it. The returned function forgets it. */
export function noteStream(sid: string, end: () => void): () => void {
  const own = streams().get(sid) ?? new Set()
  streams().set(sid, own.add(end))
  return () => {
    own.delete(end)
    if (own.size === 0 && streams().get(sid) === own) streams().delete(sid)
  }
}

/** Ends every stream of a session: it was revoked, or signed out. */
export function endStreams(sid: string): void {
  for (const end of [...(streams().get(sid) ?? [])]) end()
}

/** Ends every stream of this process: it stops. */
export function endAllStreams(): void {
  for (const sid of [...streams().keys()]) endStreams(sid)
}
