/** Where messages went, found out by looking: for servers that don't say, and after a connection that broke. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { fetchStamps } from '#lib/server/imap/fetch-stamps.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import type { ChangeRun, Group } from './change-run.ts'
import type { LendFolder } from './lend-folder.ts'
import { pairByStamp } from './pair-by-stamp.ts'
import { presentOf } from './present-messages.ts'
import { assertSame } from './select-messages.ts'

/** What is carried where. `to` is a path. */
export type Carrying = { run: ChangeRun; group: Group; to: string; verb: 'move' | 'copy' }

/** What was carried: old UID → new UID, null where nobody can tell. `uidValidity` is the target's. */
export type Carried = { uidValidity: number; uids: ReadonlyMap<number, number | null> }

/** The state of things before it was tried: where the target's numbering stood, and what was there to carry. */
export type Before = {
  before: { uidValidity: number; uidNext: number }
  present: readonly number[]
  /** What those were known by (`fetch-stamps.ts`); null where nobody looked. */
  stamps: ReadonlyMap<number, string> | null
  /** What ended the attempt; null where the server said OK. */
  failure: unknown
}

/**
 * Compares what came to the target with what is left in the source. Messages are carried in ascending UID order, so
 * that as many as went are those that came, one for one. Where more came, others were delivered meanwhile: then only
 * stamps tell them apart.
 * @throws MailError unavailable where nothing that could be said would certainly be true
 */
export async function lookForCarried(carrying: Carrying, known: Before): Promise<Carried> {
  const arrived = await arrivedSince(carrying, known)
  const left = await presentOf(carrying.run.lend, carrying.group, known.present)
  const uids = await (carrying.verb === 'copy' ? copied : moved)(carrying, known, left, arrived)
  if (uids) return { uidValidity: known.before.uidValidity, uids }
  carrying.run.noteUnsure()
  throw new MailError('unavailable', { detail: changeRefused.lost, cause: known.failure })
}

type Pairs = ReadonlyMap<number, number | null>

/** What was copied; null where nobody can tell. */
async function copied(
  carrying: Carrying,
  { failure }: Before,
  left: readonly number[],
  arrived: readonly number[],
): Promise<Pairs | null> {
  if (arrived.length === 0) return new Map()
  if (await areCopies(carrying, left, arrived)) return pairs(left, arrived)
  return failure ? null : untold(left)
}

/** What was moved; null where nobody can tell. */
async function moved(
  carrying: Carrying,
  { present, stamps, failure }: Before,
  left: readonly number[],
  arrived: readonly number[],
): Promise<Pairs | null> {
  const stayed = new Set(left)
  const gone = present.filter((uid) => !stayed.has(uid))
  if (left.length > 0 && arrived.length === present.length) {
    const copies = arrived.filter((_, at) => stayed.has(present[at] ?? 0))
    if (await finishMove(carrying, left, copies)) return pairs(present, arrived)
  }
  if (gone.length === 0) return new Map()
  if (stamps) {
    const told = pairByStamp(gone, stamps, await stampsOf(carrying, arrived))
    // A server that stamps messages anew is believed by its numbers, as if nobody had looked.
    if (told.size > 0 || arrived.length === 0) return told
  }
  if (gone.length === arrived.length) return pairs(gone, arrived)
  return failure ? null : untold(arrived.length === 0 ? [] : gone)
}

/**
 * Everything has come, and some of it has not left (a server without MOVE): the second half is done now.
 * @returns false where these are no copies, and nothing was done
 */
async function finishMove(
  carrying: Carrying,
  left: readonly number[],
  copies: readonly number[],
): Promise<boolean> {
  if (!(await areCopies(carrying, left, copies))) return false
  const { run, group } = carrying
  const remove = async (box: OpenBox) => {
    assertSame(box, group)
    await expungeMessages(box, left)
  }
  await run.lend(group.path, remove, { repeatable: true })
  return true
}

async function arrivedSince(
  { run, to }: Carrying,
  { before: { uidValidity, uidNext } }: Before,
): Promise<number[]> {
  return await run.lend(
    to,
    async (box) => {
      assertSame(box, { uidValidity })
      await box.run('NOOP', []) // where the target is the source, it may be open since before
      // RFC 3501 §6.4.8: `n:*` always names the last message, however low its UID.
      const found = await searchMessages(box, { kind: 'uid', set: `${uidNext}:*` })
      return found.filter((uid) => uid >= uidNext)
    },
    { repeatable: true },
  )
}

/** Whether these are those, one for one. Something is removed on the strength of it: numbers alone won't do. */
async function areCopies(
  { run, group, to }: Carrying,
  left: readonly number[],
  arrived: readonly number[],
): Promise<boolean> {
  if (left.length === 0 || left.length !== arrived.length) return false
  const originals = await rowsOf(run.lend, group.path, left)
  const copies = await rowsOf(run.lend, to, arrived)
  return originals.length === copies.length && originals.every((row, at) => isCopy(row, copies[at]))
}

async function rowsOf(lend: LendFolder, path: string, uids: readonly number[]): Promise<FetchedRow[]> {
  return await lend(path, (box) => fetchRows(box, uids), { repeatable: true })
}

async function stampsOf({ run, to }: Carrying, uids: readonly number[]): Promise<Map<number, string>> {
  return await run.lend(to, (box) => fetchStamps(box, uids), { repeatable: true })
}

function isCopy(row: FetchedRow, other: FetchedRow | undefined): boolean {
  return other?.size === row.size && Buffer.compare(other.header, row.header) === 0
}

function untold(uids: readonly number[]): Pairs {
  return new Map(uids.map((uid) => [uid, null]))
}

function pairs(from: readonly number[], to: readonly number[]): Pairs {
  return new Map(from.map((uid, at) => [uid, to[at] ?? null]))
}
