/** Which event streams a session has open, so that they end with it. */

declare global {
  var posternStreams: Map<string, Set<() => void>> | undefined
}

function streams(): Map<string, Set<() => void>> {
  globalThis.posternStreams ??= new Map()
  return globalThis.posternStreams
}

/** Remembers how to end a stream of this session. @returns what forgets it again. */
export function registerStream(sid: string, end: () => void): () => void {
  const own = streams().get(sid) ?? new Set()
  own.add(end)
  streams().set(sid, own)
  return () => {
    own.delete(end)
    if (own.size === 0) streams().delete(sid)
  }
}

/** Ends every stream of this session. */
export function endStreams(sid: string): void {
  for (const end of [...(streams().get(sid) ?? [])]) end()
}

/** Ends every stream of the process. */
export function endAllStreams(): void {
  for (const sid of [...streams().keys()]) endStreams(sid)
}
