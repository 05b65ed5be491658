/** Where messages went, found out by looking: for servers that don't say, and after a connection that broke. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { expungeMessages } from '#lib/server/imap/expunge-messages.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import type { Group } from './change-run.ts'
import { presentOf } from './present-messages.ts'
import { assertSame } from './select-messages.ts'

/** What is carried where. `to` is a path. */
export type Carrying = { account: Account; group: Group; to: string; verb: 'move' | 'copy' }

/** What was carried: old UID → new UID, null where nobody can tell. `uidValidity` is the target's. */
export type Carried = { uidValidity: number; uids: ReadonlyMap<number, number | null> }

/** The state of things before it was tried: where the target's numbering stood, and what was there to carry. */
export type Before = {
  before: { uidValidity: number; uidNext: number }
  present: readonly number[]
  /** What ended the attempt; null where the server said OK. */
  failure: unknown
}

/**
 * Compares what came to the target with what is left in the source. Messages are carried in ascending UID order, so
 * that as many as went are those that came, one for one. Where more came, others were delivered meanwhile.
 * @throws MailError unavailable where nothing that could be said would certainly be true
 */
export async function lookForCarried(carrying: Carrying, known: Before): Promise<Carried> {
  const { before, present, failure } = known
  const arrived = await arrivedSince(carrying, before)
  const left = await presentOf(carrying.account, carrying.group, present)
  const { uidValidity } = before
  const untold = (uids: readonly number[]) => ({ uidValidity, uids: new Map(uids.map((uid) => [uid, null])) })
  if (carrying.verb === 'copy') {
    if (arrived.length === 0) return untold([])
    if (await areCopies(carrying, left, arrived)) return { uidValidity, uids: pairs(left, arrived) }
    if (!failure) return untold(left)
  } else {
    const gone = present.filter((uid) => !left.includes(uid))
    if (gone.length === 0) return await finishMove(carrying, known, left, arrived)
    if (gone.length === arrived.length) return { uidValidity, uids: pairs(gone, arrived) }
    if (!failure) return untold(arrived.length === 0 ? [] : gone)
  }
  throw new MailError('unavailable', { detail: changeRefused.lost, cause: failure })
}

/** Nothing has left. Where all of it has come nevertheless (a server without MOVE), the second half is done now. */
async function finishMove(
  carrying: Carrying,
  { before }: Before,
  left: readonly number[],
  arrived: readonly number[],
): Promise<Carried> {
  const { account, group } = carrying
  const { uidValidity } = before
  if (!(await areCopies(carrying, left, arrived))) return { uidValidity, uids: new Map() }
  await account.use(
    group.path,
    async (box) => {
      assertSame(box, group)
      await expungeMessages(box, left)
    },
    { repeatable: true },
  )
  return { uidValidity, uids: pairs(left, arrived) }
}

async function arrivedSince(
  { account, to }: Carrying,
  { uidValidity, uidNext }: Before['before'],
): Promise<number[]> {
  return await account.use(
    to,
    async (box) => {
      assertSame(box, { uidValidity })
      // RFC 3501 §6.4.8: `n:*` always names the last message, however low its UID.
      const found = await searchMessages(box, { kind: 'uid', set: `${uidNext}:*` })
      return found.filter((uid) => uid >= uidNext)
    },
    { repeatable: true },
  )
}

/** Whether these are those, one for one. Something is removed on the strength of it: numbers alone won't do. */
async function areCopies(
  { account, group, to }: Carrying,
  left: readonly number[],
  arrived: readonly number[],
): Promise<boolean> {
  if (left.length === 0 || left.length !== arrived.length) return false
  const originals = await rowsOf(account, group.path, left)
  const copies = await rowsOf(account, to, arrived)
  return originals.length === copies.length && originals.every((row, at) => isCopy(row, copies[at]))
}

async function rowsOf(account: Account, path: string, uids: readonly number[]): Promise<FetchedRow[]> {
  return await account.use(path, (box) => fetchRows(box, uids), { repeatable: true })
}

function isCopy(row: FetchedRow, other: FetchedRow | undefined): boolean {
  return other?.size === row.size && Buffer.compare(other.header, row.header) === 0
}

function pairs(from: readonly number[], to: readonly number[]): Map<number, number | null> {
  return new Map(from.map((uid, at) => [uid, to[at] ?? null]))
}
