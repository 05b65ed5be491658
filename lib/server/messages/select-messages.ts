/** Which messages a change is about, folder by folder. */
import type { Selection, View } from '#lib/api/changes.ts'
import { type FolderId, type MessageId, messageIdOf, messageNameOf } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { assertNumbered } from '#lib/server/imap/assert-numbered.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { resolveSearch } from '#lib/server/imap/resolve-search.ts'
import { resolveView } from '#lib/server/imap/resolve-view.ts'
import { openIndex } from '#lib/server/imap/sync-folder.ts'
import type { ChangeCourse } from './change-course.ts'
import type { Group } from './change-run.ts'

/** The messages by folder, and those whose folder is gone. */
export type Selected = { groups: Group[]; missing: MessageId[] }

/**
 * Works out a selection. Nothing is changed yet, and every UIDVALIDITY has been compared. A search over all folders takes
 * its time: that can be stopped.
 * @returns null where it was stopped
 * @throws MailError uidvalidity_changed where one id names a folder as it no longer is, not_found for a view of no folder
 */
export async function selectMessages(
  account: Account,
  selection: Selection,
  course: ChangeCourse,
): Promise<Selected | null> {
  if ('all' in selection) {
    const { all } = selection
    if (all.folderId === 'all') return await selectEverywhere(account, all, course)
    return { groups: [await groupOfView(account, all)], missing: [] }
  }
  const { groups, missing } = groupsOf(selection.ids)
  const there: Group[] = []
  for (const group of groups) {
    if (await isThere(account, group)) there.push(group)
    else missing.push(...group.uids.map((uid) => messageIdOf({ ...group, uid })))
  }
  // The last one is the folder that is selected now.
  return { groups: there.reverse(), missing }
}

async function selectEverywhere(
  account: Account,
  view: View,
  course: ChangeCourse,
): Promise<Selected | null> {
  course.long = true // nobody knows yet how many folders there are to look into
  try {
    return { groups: await resolveSearch(account, view, course.signal), missing: [] }
  } catch (error) {
    if (course.signal.aborted) return null
    throw error
  }
}

async function groupOfView(account: Account, view: View): Promise<Group> {
  const path = folderPath(view.folderId)
  const { uidValidity } = await openIndex(account, path)
  assertNumbered(view, view.folderId, uidValidity)
  return { path, folderId: view.folderId, uidValidity, uids: [...(await resolveView(account, view))] }
}

function pathOrNull(id: FolderId): string | null {
  try {
    return folderPath(id)
  } catch (error) {
    if (error instanceof MailError && error.code === 'not_found') return null
    throw error
  }
}

function groupsOf(ids: readonly MessageId[]): Selected {
  const groups = new Map<string, Group>()
  const missing: MessageId[] = []
  for (const id of new Set(ids)) {
    const { folderId, uidValidity, uid } = messageNameOf(id)
    const path = pathOrNull(folderId)
    if (path === null) {
      missing.push(id)
      continue
    }
    const group = groups.get(path) ?? { path, folderId, uidValidity, uids: [] }
    if (group.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
    group.uids.push(uid)
    groups.set(path, group)
  }
  for (const group of groups.values()) group.uids.sort((a, b) => a - b)
  return { groups: [...groups.values()], missing }
}

/**
 * Whether a group's folder is there, and still the one that was meant.
 * @throws MailError uidvalidity_changed
 */
export async function isThere(account: Account, group: Omit<Group, 'uids' | 'folderId'>): Promise<boolean> {
  try {
    await account.use(group.path, async (box) => assertSame(box, group), { repeatable: true })
    return true
  } catch (error) {
    if (error instanceof MailError && error.code === 'not_found') return false
    throw error
  }
}

/** @throws MailError uidvalidity_changed where the open folder isn't the one that was meant */
export function assertSame(box: OpenBox, { uidValidity }: Pick<Group, 'uidValidity'>): void {
  if (box.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
}
