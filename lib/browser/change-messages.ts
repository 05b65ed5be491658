/** Changes to messages, from any button or key: painted at once, queued, said, and undone. */
import type { Change } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { countsOf } from '#lib/mail/apply-to-counts.ts'
import { LONG_CHANGE, partsOf } from './change-parts.ts'
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
  /** For good, and asked first: there is no undo. */
  final?: boolean
}

/** A change and how many messages it is about. */
export type Counted = { change: Change; count: number }

/** Makes a change: it is painted within this frame and sent in its turn. */
export function changeMessages(change: Change, { count = 0, ...options }: ChangeOptions = {}): void {
  changeTogether([{ change, count }], options)
}

/** Makes several changes that are one to the person: said once, undone as one. */
export function changeTogether(
  wishes: readonly Counted[],
  { said, touched, final = false }: Omit<ChangeOptions, 'count'>,
): void {
  const batch = crypto.randomUUID()
  const total = wishes.reduce((sum, { count }) => sum + count, 0)
  const parts = wishes.flatMap(({ change, count }) =>
    partsOf(change).map((part) => ({ change: part, count: countOf(part, count) })),
  )
  const changeIds = parts.map(({ change, count }) => {
    const changeId = crypto.randomUUID()
    // Of many the counts are those of the server, as they change: painting the end would be ahead for minutes.
    if (total <= LONG_CHANGE) paintCounts(changeId, change, touched)
    const { queue } = mailState()
    const listed = said ? { batch } : { quiet: true }
    return queue.add({ change: { ...change, changeId, ...listed }, said, touched, batch, count })
  })
  if (!said) return
  if (!final) offerUndo(batch, changeIds)
  if (total <= LONG_CHANGE) notify({ text: said, undo: final ? undefined : () => undoBatch(batch) })
}

function countOf(part: Change, count: number): number {
  return part.kind !== 'undo' && 'ids' in part.messages ? part.messages.ids.length : count
}

function paintCounts(changeId: string, change: Change, touched?: ReadonlySet<MessageId>): void {
  const { counts, known, painted } = mailState()
  const { pending } = painted.get()
  counts.add(
    changeId,
    countsOf(knownFolders(), pending, { change, touched }, (id) => known.memberOf(id)),
  )
}
