/** Changes to messages, from any button or key: painted at once, queued, said, and undone. */
import type { Change } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { LONG_CHANGE, partsOf } from './change-parts.ts'
import { countsOf } from './folder-counts.ts'
import { knownFolders } from './folders.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'
import { offerUndo, undoBatch } from './undoable.ts'

export type ChangeOptions = {
  /** What the toast says; without it there is none, and `z` passes it over. */
  said?: string
  /** How many messages that is. Of many it is said when it is done; until then how far it is. */
  count?: number
  /** For a view with a search or filter: the rows of it that are loaded. */
  touched?: ReadonlySet<MessageId>
}

/** Makes a change: it is painted within this frame and sent in its turn. */
export function changeMessages(change: Change, { said, count = 0, touched }: ChangeOptions = {}): void {
  const parts = partsOf(change)
  const batch = crypto.randomUUID()
  const changeIds = parts.map((part) => {
    const changeId = crypto.randomUUID()
    // Of many the counts are those of the server, as they change: painting the end would be ahead for minutes.
    if (count <= LONG_CHANGE) paintCounts(changeId, part, touched)
    const { queue } = mailState()
    return queue.add({ change: { ...part, changeId }, said, touched, batch, count: countOf(part, count) })
  })
  if (!said) return
  const undoes = change.kind !== 'expunge'
  if (undoes) offerUndo(batch, changeIds)
  if (count <= LONG_CHANGE) notify({ text: said, undo: undoes ? () => undoBatch(batch) : undefined })
}

function countOf(part: Change, count: number): number {
  return part.kind !== 'undo' && 'ids' in part.messages ? part.messages.ids.length : count
}

function paintCounts(changeId: string, change: Change, touched?: ReadonlySet<MessageId>): void {
  const { counts, known, painted } = mailState()
  const { pending } = painted.get()
  counts.add(
    changeId,
    countsOf(knownFolders(), pending, { change, touched }, (id) => known.get(id)),
  )
}
