/** Undo: does the steps that a change left behind, once. */
import type { Undo } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { uidSet, uidsOfSet } from '#lib/server/imap/uid-set.ts'
import { type Inverse, keepUndo, takeUndo, type UndoStep } from '#lib/server/imap/undo-log.ts'
import type { ChangeCourse } from './change-course.ts'
import { ChangeRun, type Group } from './change-run.ts'
import { flagMessages } from './flag-messages.ts'
import { moveMessages } from './move-messages.ts'
import { removeMessages } from './remove-messages.ts'
import { isThere } from './select-messages.ts'

/** A step back, and what is left of it to be done. */
type Back = { inverse: Inverse; group: Group }

/** A token's steps, taken out of the log: whoever holds them does them or puts them back. */
export class UndoRun {
  readonly #account: Account
  readonly #token: string
  readonly #backs: Back[]

  /** @throws MailError conflict where the token is unknown, spent or too old */
  constructor(account: Account, token: string) {
    this.#account = account
    this.#token = token
    this.#backs = takeUndo(account, token).map(backOf)
  }

  /**
   * Compares every UIDVALIDITY before anything is done: a folder that was renumbered can't be given anything back.
   * Messages whose folder is gone are gone with it.
   * @throws MailError uidvalidity_changed
   */
  async check(course: ChangeCourse): Promise<ChangeRun> {
    const gone: Group[] = []
    for (const path of new Set(this.#backs.map(({ group }) => group.path))) {
      const groups = this.#backs.map(({ group }) => group).filter((group) => group.path === path)
      for (const group of groups) {
        if (!(await isThere(this.#account, group))) gone.push({ ...group, uids: group.uids.splice(0) })
      }
    }
    const total = this.#backs.reduce((sum, { group }) => sum + group.uids.length, 0)
    const run = new ChangeRun({ account: this.#account, course, total, undoable: false })
    for (const group of gone) run.noteMissing(group, group.uids)
    return run
  }

  /** Does the steps. */
  async execute(run: ChangeRun): Promise<void> {
    for (const { inverse, group } of this.#backs) {
      run.touch(group.path)
      if (inverse.kind === 'flag') await flagMessages(run, [group], inverse)
      else if (inverse.kind === 'move')
        await moveMessages(run, [group], inverse.to, () => inverse.flags ?? null)
      else await removeMessages(run, [group])
    }
  }

  /** Puts what wasn't done back under its token: it can be tried again. Null where nothing is left to do. */
  putBack(): Undo | null {
    const steps: UndoStep[] = this.#backs
      .filter(({ group }) => group.uids.length > 0)
      .map(({ inverse, group }) => ({ inverse, uids: uidSet(group.uids) }))
    const token = keepUndo(this.#account, steps, this.#token)
    return token === null ? null : { kind: 'undo', token }
  }
}

function backOf({ inverse, uids }: UndoStep): Back {
  const { path, uidValidity } = inverse
  return { inverse, group: { path, folderId: folderIdOf(path), uidValidity, uids: uidsOfSet(uids) } }
}
