/** Sends what was accepted: once, whatever happens to this process. Decision 019 says how. */
import { setTimeout as sleep } from 'node:timers/promises'
import { config } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import { holdsOutbox, letGoOfOutbox } from '#lib/server/store/outbox-lock.ts'
import { removeSealedFile, sealedFiles } from '#lib/server/store/sealed-files.ts'
import { openSends, type SendRow, sweepSends } from '#lib/server/store/send-rows.ts'
import { nextStep } from './send-steps.ts'
import { sweepOldUploads } from './uploads.ts'

/** Steps that are taken at once. */
const AT_ONCE = 20
/** A step that failed as none should is not taken again at once (milliseconds). */
const FAULT_PAUSE = 60_000
const SWEEP_EVERY = 10 * 60_000
/** An Idempotency-Key is known for so long. */
const KEYS_KEPT = 7 * 24 * 3_600_000

type Outbox = {
  /** Sends that a step is taken of. */
  running: Map<string, Promise<void>>
  timer: NodeJS.Timeout | null
  sweptAt: number
  stopped: boolean
}

declare global {
  // Next's route bundles don't share module instances: what there is one of lives on globalThis.
  var posternOutbox: Outbox | undefined
}

function outbox(): Outbox {
  globalThis.posternOutbox ??= { running: new Map(), timer: null, sweptAt: 0, stopped: false }
  return globalThis.posternOutbox
}

/** Takes every step that is due, and looks again when the next one is. Called at the start, and whenever one was added. */
export function wakeOutbox(): void {
  const box = outbox()
  if (box.stopped) return
  if (box.timer) clearTimeout(box.timer)
  box.timer = null
  const { others } = config().deadlines.send
  try {
    const wait = holdsOutbox() ? takeDueSteps(box, others) : others
    box.timer = setTimeout(wakeOutbox, wait).unref()
  } catch (error) {
    log().error({ err: error }, 'the outbox could not be read')
    box.timer = setTimeout(wakeOutbox, others).unref()
  }
}

/** @returns milliseconds until there is something to do, `most` at most */
function takeDueSteps(box: Outbox, most: number): number {
  const now = Date.now()
  if (now - box.sweptAt > SWEEP_EVERY) sweep(box, now)
  let wait = most
  for (const row of openSends()) {
    if (box.running.has(row.id)) continue
    if (row.dueAt <= now) {
      if (box.running.size < AT_ONCE) run(box, row) // else when one of those has ended
    } else wait = Math.min(wait, row.dueAt - now)
  }
  return wait
}

function sweep(box: Outbox, now: number): void {
  box.sweptAt = now
  sweepOldUploads(now)
  sweepSends(now - KEYS_KEPT)
  const wanted = new Set(openSends().map(({ id }) => id))
  for (const { id, writtenAt } of sealedFiles('outbox'))
    if (!wanted.has(id) && writtenAt < now - 3_600_000) removeSealedFile({ kind: 'outbox', id })
}

function run(box: Outbox, row: SendRow): void {
  const step = nextStep(row)
    .catch(async (error: unknown) => {
      log().error({ err: error }, 'a step of a send failed')
      await sleep(FAULT_PAUSE, undefined, { ref: false }) // it counts as running: nobody tries again before
    })
    .finally(() => {
      box.running.delete(row.id)
      wakeOutbox()
    })
  box.running.set(row.id, step)
}

/** The process ends: no new step is begun, and what is on its way has so long (ms) to arrive. What is not done is done at the next start. */
export async function stopOutbox(within: number): Promise<void> {
  const box = outbox()
  box.stopped = true
  if (box.timer) clearTimeout(box.timer)
  const patience = new Promise((resolve) => setTimeout(resolve, within).unref())
  await Promise.race([Promise.all(box.running.values()), patience])
  letGoOfOutbox()
}
