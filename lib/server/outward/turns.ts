/** A newsletter of a hundred images is loaded a few at a time: its 10 MB pieces are held in memory, and sockets are few. */

const AT_ONCE = 6

type Line = { running: number; waiting: (() => void)[] }

declare global {
  var posternOutwardLines: Map<string, Line> | undefined
}

/** Runs `work` when fewer than six of this session are running, first come, first served. */
export async function takeTurn<T>(sid: string, work: () => Promise<T>): Promise<T> {
  globalThis.posternOutwardLines ??= new Map()
  const lines = globalThis.posternOutwardLines
  const line = lines.get(sid) ?? { running: 0, waiting: [] }
  lines.set(sid, line)
  // Who ends hands the place over, so that nobody slips in between.
  if (line.running >= AT_ONCE) await new Promise<void>((resolve) => line.waiting.push(resolve))
  else line.running++
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else line.running--
    if (line.running === 0) lines.delete(sid)
  }
}
