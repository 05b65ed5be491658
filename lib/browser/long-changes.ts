/** Changes that take long: how far they are is heard from the server, and shown until they end. */
import { changeWords } from '#lib/mail/words/changes.ts'
import { LONG_CHANGE } from './change-parts.ts'
import { knownFolders } from './folders.ts'
import { type LongWork, showLongWork } from './long-work.ts'
import { mailState } from './mail-state.ts'
import type { PendingChange } from './pending-change.ts'

type Progress = { done: number; total: number }

/** A change that ends sooner (ms) is not worth a bar that comes and goes. */
const WORTH_SHOWING = 400

const heard = new Map<string, Progress>()
let later: ReturnType<typeof setTimeout> | undefined

/** The server told how far a change is. Of another tab's change nothing is shown here. */
export function learnProgress({ changeId, done, total }: Progress & { changeId: string }): void {
  const { queue } = mailState()
  if (!queue.pending.some((entry) => entry.changeId === changeId)) return
  heard.set(changeId, { done, total })
  queue.heard(changeId)
  showLongChanges(queue.pending)
}

/** What was heard of a change under way. */
export function progressOf(changeId: string): Progress | undefined {
  return heard.get(changeId)
}

/** Shows what of `pending` takes long, and forgets what has ended. */
export function showLongChanges(pending: readonly PendingChange[]): void {
  const ids = new Set(pending.map((entry) => entry.changeId))
  for (const changeId of heard.keys()) if (!ids.has(changeId)) heard.delete(changeId)
  const long = longBatches(pending)
  const now = Date.now()
  const due = long.map((entries) => Math.min(...entries.map(({ since }) => since)) + WORTH_SHOWING - now)
  showLongWork(
    'changes',
    long.filter((_, at) => (due[at] ?? 0) <= 0).map((entries) => workOf(entries, heard, targetOf(entries))),
  )
  clearTimeout(later)
  const next = Math.min(...due.filter((wait) => wait > 0))
  if (Number.isFinite(next)) later = setTimeout(() => showLongChanges(mailState().queue.pending), next)
}

/** What one press began and has not ended, together: those of many messages. */
export function longBatches(pending: readonly PendingChange[]): PendingChange[][] {
  const batches = Map.groupBy(pending, ({ batch, change }) => `${batch} ${change.kind === 'undo'}`)
  return [...batches.values()].filter((entries) => countOf(entries) > LONG_CHANGE)
}

function countOf(entries: readonly PendingChange[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0)
}

/** What is said of the changes of one press. `target`: the name of the folder they go to. */
export function workOf(
  entries: readonly PendingChange[],
  progress: ReadonlyMap<string, Progress>,
  target: string | null,
): LongWork {
  const told = entries.map(
    ({ changeId, count }) => progress.get(changeId) ?? { done: 0, total: Math.max(1, count) },
  )
  const total = told.reduce((sum, one) => sum + one.total, 0)
  return {
    id: entries[0]?.changeId ?? '',
    text: changeWords.underWay(entries[0]?.change.kind ?? 'flag', total, target),
    done: told.reduce((sum, one) => sum + one.done, 0),
    total,
    stop: () => {
      for (const { changeId } of entries) mailState().queue.stop(changeId)
    },
    stopping: entries.every(({ stopping }) => stopping),
  }
}

function targetOf([entry]: readonly PendingChange[]): string | null {
  if (!entry || !('to' in entry.change)) return null
  const { to } = entry.change
  return knownFolders().find(({ id }) => id === to)?.name ?? null
}
