/** Two tabs of one person may store the same draft at once: one after the other, so that the second sees what the first did. */

declare global {
  var posternDraftQueues: Map<string, Promise<unknown>> | undefined
}

/** Runs `work` when all that was asked for under this key before has ended, well or not. */
export async function oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
  globalThis.posternDraftQueues ??= new Map()
  const queues = globalThis.posternDraftQueues
  const turn = (queues.get(key) ?? Promise.resolve()).then(work, work)
  queues.set(key, turn)
  try {
    return await turn
  } finally {
    if (queues.get(key) === turn) queues.delete(key)
  }
}
