/** The one door for every change to messages. */
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import type { Issue } from '#lib/api/problem.ts'
import { hasFlag } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { noteUndone } from '#lib/server/live/recent-changes.ts'
import { type Calling, type Origin, originOf } from '#lib/server/session/origin.ts'
import type { ChangeCourse } from './change-course.ts'
import { changeOnce } from './change-once.ts'
import { ChangeRun, type Group } from './change-run.ts'
import { flagMessages } from './flag-messages.ts'
import { wishOnMove } from './junk-keywords.ts'
import { copyMessages, moveMessages } from './move-messages.ts'
import { noteChange, type SelectingChange } from './note-change.ts'
import { findTrash, removeMessages } from './remove-messages.ts'
import { selectMessages } from './select-messages.ts'
import { UndoRun } from './undo-change.ts'

/**
 * Does a change, once for each `changeId`. Chunk by chunk: others get their turn in between, `progress` is told of a
 * long one, and it can be stopped. Where it fails after a part, the error carries what undoes that part.
 * @throws MailError bad_request, conflict (an undo that is spent), not_found, forbidden, over_quota, refused,
 *   uidvalidity_changed (nothing was done), unavailable
 */
export async function changeMessages(
  call: Calling & { account: Account; body: Change },
): Promise<ChangeResult> {
  const { account, body } = call
  const origin = originOf(call)
  if (body.kind === 'flag') assertSensible(body)
  return await changeOnce(account, body.changeId, (course) =>
    body.kind === 'undo' ? undo(account, body.token, course) : change(account, body, course, origin),
  )
}

function assertSensible({ add = [], remove = [] }: Extract<Change, { kind: 'flag' }>): void {
  const issues: Issue[] = []
  for (const [name, flags] of Object.entries({ add, remove })) {
    // RFC 3501 §2.3.2: \Recent can't be altered by a client.
    if (hasFlag(flags, '\\Recent')) issues.push({ path: name, message: changeRefused.recent })
  }
  if (add.some((flag) => hasFlag(remove, flag))) issues.push({ path: 'remove', message: changeRefused.both })
  if (issues.length > 0) throw new MailError('bad_request', { issues })
}

async function change(
  account: Account,
  body: SelectingChange,
  course: ChangeCourse,
  origin: Origin,
): Promise<ChangeResult> {
  const target = 'to' in body ? targetPath(body.to) : null
  const selected = await selectMessages(account, body.messages, course)
  if (!selected) return { count: 0, missing: [], stopped: true, undo: null }
  const { missing } = selected
  const groups = await withoutTrash(account, body, selected.groups)
  const total = groups.reduce((sum, { uids }) => sum + uids.length, missing.length)
  const run = new ChangeRun({ account, course, total, missing })
  try {
    return await told(run, () => perform(run, body, groups, target))
  } finally {
    noteChange(run, body, groups, origin)
  }
}

/** Deleting what was found in all folders is never for good: what lies in the trash already is as was wished. */
async function withoutTrash(account: Account, body: SelectingChange, groups: Group[]): Promise<Group[]> {
  const everywhere = 'all' in body.messages && body.messages.all.folderId === 'all'
  if (body.kind !== 'delete' || !everywhere || groups.length === 0) return groups
  const trash = await findTrash(account)
  return groups.filter(({ path }) => !trash.holds(path))
}

function targetPath(folderId: string): string {
  try {
    return folderPath(folderId)
  } catch (cause) {
    throw new MailError('not_found', { detail: changeRefused.noSuchTarget, cause })
  }
}

async function perform(
  run: ChangeRun,
  body: SelectingChange,
  groups: readonly Group[],
  target: string | null,
): Promise<void> {
  if (body.kind === 'flag') await flagMessages(run, groups, body)
  else if (body.kind === 'move') await moveAsWished(run, groups, target ?? '')
  else if (body.kind === 'copy') await copyMessages(run, groups, target ?? '')
  else if (body.kind === 'expunge') await removeMessages(run, groups)
  else await deleteMessages(run, groups)
}

async function moveAsWished(run: ChangeRun, groups: readonly Group[], to: string): Promise<void> {
  if (groups.length > 0) await moveMessages(run, groups, to, await wishOnMove(run.account, to))
}

/** To the trash; what is in it (or below it) for good. */
async function deleteMessages(run: ChangeRun, groups: readonly Group[]): Promise<void> {
  if (groups.length === 0) return
  const trash = await findTrash(run.account)
  await moveMessages(
    run,
    groups.filter(({ path }) => !trash.holds(path)),
    trash.path,
  )
  await removeMessages(
    run,
    groups.filter(({ path }) => trash.holds(path)),
  )
}

/** Brings a change back. What fails or is stopped on the way stays under the token: it can be gone on with. */
async function undo(account: Account, token: string, course: ChangeCourse): Promise<ChangeResult> {
  const back = new UndoRun(account, token)
  try {
    const run = await back.check(course)
    const result = await told(run, () => back.execute(run))
    noteUndone(account, token, !run.stopped)
    return run.stopped ? { ...result, undo: back.putBack() } : result
  } catch (error) {
    if (!(error instanceof MailError && error.code === 'uidvalidity_changed')) back.putBack()
    noteUndone(account, token, false)
    throw error
  }
}

/** However it ends, everybody who listens hears of it. */
async function told(run: ChangeRun, work: () => Promise<void>): Promise<ChangeResult> {
  try {
    await work()
    return run.result()
  } catch (error) {
    throw run.failure(error)
  } finally {
    run.announce()
  }
}
