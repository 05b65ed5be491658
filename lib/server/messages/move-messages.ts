/** Moving and copying to another folder. */
import { folderIdOf } from '#lib/api/ids.ts'
import { carryMessages } from './carry-messages.ts'
import type { ChangeRun, Group } from './change-run.ts'
import type { Carried } from './look-for-carried.ts'
import { presentOf } from './present-messages.ts'

/**
 * Moves messages to the folder at `to`. What is there already is as was wished.
 * @throws MailError not_found (no such folder), forbidden, over_quota, uidvalidity_changed, refused, unavailable
 */
export async function moveMessages(run: ChangeRun, groups: readonly Group[], to: string): Promise<void> {
  for (const group of groups) {
    await run.eachChunk(group, async (uids) => {
      if (group.path === to) return await stay(run, group, uids)
      await carryChunk(run, group, uids, to, 'move')
    })
  }
}

/**
 * Copies messages to the folder at `to`; into their own folder, too.
 * @throws MailError not_found (no such folder), forbidden, over_quota, uidvalidity_changed, refused, unavailable
 */
export async function copyMessages(run: ChangeRun, groups: readonly Group[], to: string): Promise<void> {
  for (const group of groups) {
    await run.eachChunk(group, (uids) => carryChunk(run, group, uids, to, 'copy'))
  }
}

async function stay(run: ChangeRun, group: Group, uids: number[]): Promise<void> {
  const present = await presentOf(run.lend, group, uids)
  run.done(present.length)
  run.noteMoved(group, null, new Map())
  noteMissing(run, group, uids, new Set(present))
}

async function carryChunk(
  run: ChangeRun,
  group: Group,
  uids: number[],
  to: string,
  verb: 'move' | 'copy',
): Promise<void> {
  const carried = new Set<number>()
  run.touch(group.path)
  run.touch(to)
  const record = (part: Carried) => {
    for (const uid of part.uids.keys()) carried.add(uid)
    note(run, group, to, verb, part)
  }
  try {
    await carryMessages({ run, group, to, verb }, uids, record)
  } catch (error) {
    group.uids = group.uids.filter((uid) => !carried.has(uid)) // what went is not to be tried again
    throw error
  }
  noteMissing(run, group, uids, carried)
}

function note(run: ChangeRun, group: Group, to: string, verb: 'move' | 'copy', carried: Carried): void {
  const { uidValidity, uids } = carried
  const there = [...uids.values()].filter((uid) => uid !== null)
  run.done(uids.size)
  if (verb === 'copy') {
    run.noteInverse({ kind: 'expunge', path: to, uidValidity }, there)
    return
  }
  run.noteMoved(group, { path: to, folderId: folderIdOf(to), uidValidity }, uids)
  run.noteInverse({ kind: 'move', path: to, uidValidity, to: group.path }, there)
}

function noteMissing(
  run: ChangeRun,
  group: Group,
  uids: readonly number[],
  there: ReadonlySet<number>,
): void {
  run.noteMissing(
    group,
    uids.filter((uid) => !there.has(uid)),
  )
}
