/** Changes to messages, from any button or key: painted at once, queued, said, and undone. */
import type { Change } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { countsOf } from './folder-counts.ts'
import { knownFolders } from './folders.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'

export type ChangeOptions = {
  /** What the toast says; without it there is none, and `z` passes it over. */
  said?: string
  /** For a view with a search or filter: the rows of it that are loaded. */
  touched?: ReadonlySet<MessageId>
}

/** What was said and not undone yet, the newest last. */
const undoable: string[] = []

/** Makes a change: it is painted within this frame and sent in its turn. */
export function changeMessages(change: Change, { said, touched }: ChangeOptions = {}): void {
  const { queue, counts, known, painted } = mailState()
  const changeId = crypto.randomUUID()
  const { pending } = painted.get()
  counts.add(
    changeId,
    countsOf(knownFolders(), pending, { change, touched }, (id) => known.get(id)),
  )
  queue.add({ change: { ...change, changeId }, said, touched })
  if (!said) return
  undoable.push(changeId)
  const undo = change.kind === 'expunge' ? undefined : () => undoChange(changeId)
  notify({ text: said, undo })
}

function undoChange(changeId: string): void {
  const at = undoable.indexOf(changeId)
  if (at >= 0) undoable.splice(at, 1)
  const { queue, counts } = mailState()
  counts.drop(changeId)
  const undone = queue.undo(changeId)
  notify({ text: undone ? changeWords.undone : changeWords.cannotUndo })
}

/** Undoes the newest change that was said (the key `z`). */
export function undoLast(): void {
  const changeId = undoable.at(-1)
  if (changeId) undoChange(changeId)
  else notify({ text: changeWords.nothingToUndo })
}
