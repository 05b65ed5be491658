/** One timer for the whole process: two thousand streams with a timer each would wake it all the time. */
import { log } from '#lib/server/config/log.ts'

/** Seconds between two turns of a task. */
export const TURN_SECONDS = 25

type Task = () => void
type Wheel = { slots: Set<Task>[]; at: number; timer: NodeJS.Timeout | null; tasks: number }

const shared = globalThis as typeof globalThis & { posternWheel?: Wheel }

function wheel(): Wheel {
  shared.posternWheel ??= {
    slots: Array.from({ length: TURN_SECONDS }, () => new Set<Task>()),
    at: 0,
    timer: null,
    tasks: 0,
  }
  return shared.posternWheel
}

function tick(): void {
  const it = wheel()
  it.at = (it.at + 1) % TURN_SECONDS
  for (const task of it.slots[it.at] ?? []) {
    try {
      task()
    } catch (error) {
      log().error({ err: error }, 'a task of the wheel failed')
    }
  }
}

/** Runs `task` every 25 s, for the first time in 25 s, until what is returned is called. It must not throw. */
export function everyTurn(task: Task): () => void {
  const it = wheel()
  const slot = it.slots[it.at] ?? new Set()
  const own: Task = () => task()
  slot.add(own)
  it.tasks++
  it.timer ??= setInterval(tick, 1_000).unref()
  return () => {
    if (!slot.delete(own) || --it.tasks > 0 || !it.timer) return
    clearInterval(it.timer)
    it.timer = null
  }
}
