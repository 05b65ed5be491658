/** What was said and can be undone: the newest by the key `z`, any by its toast. */
import { changeWords } from '#lib/mail/words/changes.ts'
import { LONG_CHANGE } from './change-parts.ts'
import { type MailState, mailState } from './mail-state.ts'
import { notify } from './notices.ts'
import type { PendingChange } from './pending-change.ts'

/** `run`: what brings back something that is no change of messages. */
type Undoable = { batch: string; changeIds: string[]; run?: () => void }

/** The newest last. A batch is what one press began. */
const undoable: Undoable[] = []

/** From now on this can be undone. Said again of a batch, its changes are added. */
export function offerUndo(batch: string, changeIds: readonly string[]): void {
  const known = undoable.find((other) => other.batch === batch)
  if (known) known.changeIds = [...new Set([...known.changeIds, ...changeIds])]
  else undoable.push({ batch, changeIds: [...changeIds] })
}

/** The same for what is no change of messages. @returns what the button of its toast does */
export function offerUndoBy(run: () => void): () => void {
  const batch = crypto.randomUUID()
  undoable.push({ batch, changeIds: [], run })
  return () => undoBatch(batch)
}

/** A change was undone elsewhere: nobody is offered that here any more. */
export function forgetUndo({ queue }: Pick<MailState, 'queue'>, changeId: string): void {
  queue.forget(changeId)
  for (const entry of undoable.filter(({ changeIds }) => changeIds.includes(changeId))) {
    entry.changeIds = entry.changeIds.filter((other) => other !== changeId)
    if (entry.changeIds.length === 0) withdrawUndo(entry.batch)
  }
}

/** Whether this tab can undo what one press began. */
export function canUndoBatch(batch: string): boolean {
  return undoable.some((other) => other.batch === batch)
}

/** It turned out that there is nothing to undo. */
export function withdrawUndo(batch: string): void {
  const at = undoable.findIndex((other) => other.batch === batch)
  if (at >= 0) undoable.splice(at, 1)
}

/** Undoes all that one press began, the last of it first. */
export function undoBatch(batch: string): void {
  const at = undoable.findIndex((other) => other.batch === batch)
  const [entry] = at >= 0 ? undoable.splice(at, 1) : []
  if (entry?.run) {
    entry.run()
    return
  }
  const { queue, counts } = mailState()
  const changeIds = entry?.changeIds ?? []
  const running = queue.pending.filter(({ changeId }) => changeIds.includes(changeId))
  const press = crypto.randomUUID()
  let undone = 0
  for (const changeId of changeIds.toReversed()) {
    counts.drop(changeId)
    if (queue.undo(changeId, press)) undone++
  }
  const coming = queue.pending.filter((other) => other.batch === press)
  if (undone === 0) notify({ text: changeWords.cannotUndo })
  else if (isLong(running)) notify({ text: changeWords.undoing })
  else if (!isLong(coming)) notify({ text: changeWords.undone }) // else it is said when it is done
}

function isLong(entries: readonly PendingChange[]): boolean {
  return entries.reduce((sum, { count }) => sum + count, 0) > LONG_CHANGE
}

/** Undoes the newest change that was said (the key `z`). */
export function undoLast(): void {
  const newest = undoable.at(-1)
  if (newest) undoBatch(newest.batch)
  else notify({ text: changeWords.nothingToUndo })
}
