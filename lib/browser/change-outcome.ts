/** What is said when changes have ended: all that one press began, in one sentence. */
import type { ChangeResult } from '#lib/api/changes.ts'
import type { MailError } from '#lib/mail/mail-error.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { changeRefused, undoRefused } from '#lib/mail/words/refused-changes.ts'
import { LONG_CHANGE } from './change-parts.ts'
import { progressOf } from './long-changes.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'
import type { PendingChange } from './pending-change.ts'
import { offerUndo, undoBatch, withdrawUndo } from './undoable.ts'

/** What became of a press so far. */
type Tally = {
  entries: PendingChange[]
  done: number
  total: number
  stopped: boolean
  failure: MailError | null
}

const tallies = new Map<string, Tally>()

/** A change was answered. */
export function sayDone(entry: PendingChange, { count, stopped = false }: ChangeResult): void {
  note(entry, { done: count, stopped })
}

/** A change failed. */
export function sayFailed(entry: PendingChange, failure: MailError): void {
  note(entry, { failure })
}

function note(entry: PendingChange, more: Partial<Tally>): void {
  const kind = entry.change.kind === 'undo'
  const key = `${entry.batch} ${kind}`
  const before = tallies.get(key) ?? { entries: [], done: 0, total: 0, stopped: false, failure: null }
  const tally: Tally = {
    entries: [...before.entries, entry],
    done: before.done + (more.done ?? 0),
    total: before.total + (progressOf(entry.changeId)?.total ?? entry.count),
    stopped: before.stopped || (more.stopped ?? false),
    failure: before.failure ?? more.failure ?? null,
  }
  tallies.set(key, tally)
  const others = mailState().queue.pending.some(
    ({ changeId, batch, change }) =>
      changeId !== entry.changeId && batch === entry.batch && (change.kind === 'undo') === kind,
  )
  if (others) return
  tallies.delete(key)
  say(entry, tally)
}

function say(entry: PendingChange, tally: Tally): void {
  const undo = undoOf(entry, tally)
  const { said, undone, change } = entry
  const { failure, stopped, done, total } = tally
  if (failure) {
    // Nobody asked for the mark of reading: that it failed (a read-only folder) is nothing to talk about.
    const quiet = change.kind === 'flag' && said === null
    if (!quiet && !(undone && failure.undo))
      notify({ text: failed(entry, tally, failure), kind: 'problem', undo })
  } else if (undone) return
  else if (stopped) notify({ text: changeWords.stopped(done, total), undo })
  else if (total > LONG_CHANGE)
    notify({ text: change.kind === 'undo' ? changeWords.undone : (said ?? ''), undo })
}

function failed({ change }: PendingChange, { done, total }: Tally, { detail, undo }: MailError): string {
  // It says itself how far it came, or that nobody knows.
  if (undo || detail === changeRefused.lost || detail === undoRefused.spent) return detail
  return done > 0 ? changeWords.failedPartly(done, total, detail) : changeWords.failed(change.kind, detail)
}

/** What the notice's Undo does: for what has really been done. */
function undoOf({ batch, change, said }: PendingChange, { entries }: Tally): (() => void) | undefined {
  // Nobody asked for it: the key `z` passes it over.
  if (said === null && change.kind !== 'undo') return undefined
  const { queue } = mailState()
  const changeIds = entries.map(({ changeId }) => changeId).filter((changeId) => queue.canUndo(changeId))
  if (changeIds.length === 0) {
    withdrawUndo(batch)
    return undefined
  }
  offerUndo(batch, changeIds)
  return () => undoBatch(batch)
}
