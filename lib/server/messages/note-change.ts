/** A change that has ended goes into the list of recent ones. */
import type { Change } from '#lib/api/changes.ts'
import type { Deed } from '#lib/api/recent-changes.ts'
import { noteEnded } from '#lib/server/live/recent-changes.ts'
import type { Origin } from '#lib/server/session/origin.ts'
import type { ChangeRun, Group } from './change-run.ts'

/** A change that names messages. */
export type SelectingChange = Exclude<Change, { kind: 'undo' }>

/** Notes what `run` did of `body`, once its result or failure is known. What changed nothing, or nobody asked for, is left out. */
export function noteChange(
  run: ChangeRun,
  body: SelectingChange,
  groups: readonly Group[],
  origin: Origin,
): void {
  const { ended } = run
  if (!ended || body.quiet) return
  const { changeId: id, batch } = body
  const folders = groups.map(({ folderId }) => folderId)
  noteEnded(run.account, origin, { ...ended, id, batch, folders, deed: deedOf(body) })
}

function deedOf(body: SelectingChange): Deed {
  const { kind } = body
  if (kind === 'flag') return { kind, add: body.add ?? [], remove: body.remove ?? [] }
  return kind === 'move' || kind === 'copy' ? { kind, to: body.to } : { kind }
}
