/** Moving and copying to another folder. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { Inverse } from '#lib/server/imap/undo-log.ts'
import { carryMessages } from './carry-messages.ts'
import type { ChangeRun, Group } from './change-run.ts'
import { fulfilOnMove, type WishOnMove } from './junk-keywords.ts'
import type { Carried, Carrying } from './look-for-carried.ts'
import { presentOf } from './present-messages.ts'
import type { FlagsBack } from './store-wish.ts'

/**
 * Moves messages to the folder at `to`. What is there already is as was wished.
 * @param wishFor flags that messages of a folder are given, or freed of, on the way
 * @throws MailError not_found (no such folder), forbidden, over_quota, uidvalidity_changed, refused, unavailable
 */
export async function moveMessages(
  run: ChangeRun,
  groups: readonly Group[],
  to: string,
  wishFor: WishOnMove = () => null,
): Promise<void> {
  await run.eachChunk(groups, async (group, uids) => {
    if (group.path === to) return await stay(run, group, uids)
    const wish = wishFor(group.path)
    await carryChunk(
      { run, group, to, verb: 'move' },
      uids,
      wish && (await fulfilOnMove(run, group, uids, wish)),
    )
  })
}

/**
 * Copies messages to the folder at `to`; into their own folder, too.
 * @throws MailError not_found (no such folder), forbidden, over_quota, uidvalidity_changed, refused, unavailable
 */
export async function copyMessages(run: ChangeRun, groups: readonly Group[], to: string): Promise<void> {
  await run.eachChunk(groups, (group, uids) => carryChunk({ run, group, to, verb: 'copy' }, uids))
}

async function stay(run: ChangeRun, group: Group, uids: number[]): Promise<void> {
  const present = await presentOf(run.lend, group, uids)
  run.done(present.length)
  run.noteMoved(group, null, new Map())
  noteMissing(run, group, uids, new Set(present))
}

/** Flags that were changed for the move, by UID what takes that back. */
type Backs = ReadonlyMap<number, FlagsBack> | null

async function carryChunk(carrying: Carrying, uids: number[], backs: Backs = null): Promise<void> {
  const { run, group, to } = carrying
  const carried = new Set<number>()
  run.touch(group.path)
  run.touch(to)
  const record = (part: Carried) => {
    for (const uid of part.uids.keys()) carried.add(uid)
    note(carrying, part, backs)
  }
  try {
    await carryMessages(carrying, uids, record)
  } catch (error) {
    group.uids = group.uids.filter((uid) => !carried.has(uid)) // what went is not to be tried again
    throw error
  } finally {
    noteLeftBehind(carrying, carried, backs)
  }
  noteMissing(run, group, uids, carried)
}

function note({ run, group, to, verb }: Carrying, { uidValidity, uids }: Carried, backs: Backs): void {
  run.done(uids.size)
  if (verb === 'copy') {
    const there = [...uids.values()].filter((uid) => uid !== null)
    run.noteInverse({ kind: 'expunge', path: to, uidValidity }, there)
    return
  }
  run.noteMoved(group, { path: to, folderId: folderIdOf(to), uidValidity }, uids)
  const back: Inverse = { kind: 'move', path: to, uidValidity, to: group.path }
  const plain: number[] = []
  for (const [from, uid] of uids) {
    const flags = backs?.get(from)
    if (uid === null) continue
    if (flags) run.noteInverse({ ...back, flags }, [uid])
    else plain.push(uid)
  }
  run.noteInverse(back, plain)
}

/** What was not moved after all gets its flags back where it is. */
function noteLeftBehind({ run, group }: Carrying, carried: ReadonlySet<number>, backs: Backs): void {
  const { path, uidValidity } = group
  for (const [uid, back] of backs ?? [])
    if (!carried.has(uid)) run.noteInverse({ kind: 'flag', path, uidValidity, ...back }, [uid])
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
