/** MOVE and COPY of one chunk: done once, whatever happens to the connection, and where the messages went. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeRefused } from '#lib/mail/words/refused-changes.ts'
import { copyMessages } from '#lib/server/imap/copy-messages.ts'
import { fetchStamps } from '#lib/server/imap/fetch-stamps.ts'
import { lastIndexOf } from '#lib/server/imap/known-folders.ts'
import { type MovedTo, moveMessages } from '#lib/server/imap/move-messages.ts'
import { nextUid } from '#lib/server/imap/next-uid.ts'
import { presentIn } from '#lib/server/imap/present-uids.ts'
import { type Carried, type Carrying, lookForCarried } from './look-for-carried.ts'
import { assertSame } from './select-messages.ts'

/** What is known of an attempt, whether it ends well or not. */
type Attempt = {
  /** How messages are told apart from others that come to the target meanwhile; null for a change of few. */
  stamps: ReadonlyMap<number, string> | null
  /** Where the target's numbering stood; null as long as nothing was asked to be carried. */
  before: { uidValidity: number; uidNext: number } | null
  /** The messages that were there before, as far as that is known. */
  present: readonly number[]
  moved: MovedTo | null
  /** Done twice it would leave two: a copy, or a move on a server that can only copy and remove. */
  copies: boolean
}

/** A server may still be at work on a command whose connection broke: it gets this long before we look. */
const SETTLES_WITHIN = 1_000

/**
 * Moves or copies messages of one folder. UIDs that are gone are passed over: they are not among what was carried.
 *
 * A broken connection leaves the outcome unknown: both folders are looked at, what was done is recorded, and only
 * what certainly was not done is tried once more (in a long change a few times).
 * @param record told of what was carried, also where it fails after a part.
 * @throws MailError not_found (no such target), uidvalidity_changed, forbidden, over_quota, refused, unavailable
 */
export async function carryMessages(
  carrying: Carrying,
  uids: readonly number[],
  record: (carried: Carried) => void,
  repeats = carrying.run.long ? 3 : 1,
): Promise<void> {
  const attempt: Attempt = {
    stamps: null,
    before: null,
    present: expected(carrying, uids),
    moved: null,
    copies: carrying.verb === 'copy',
  }
  const failure = await carry(carrying, uids, attempt).then(
    () => null,
    (error: unknown) => error,
  )
  const { before, moved, present, stamps } = attempt
  const lost = failure instanceof MailError && failure.code === 'unavailable'
  if (!before) {
    if (!failure) return // none of them is there
    if (!lost || repeats === 0) throw failure
    return await carryMessages(carrying, uids, record, repeats - 1)
  }
  if (!failure && moved && moved.uidValidity !== null) {
    record({ uidValidity: moved.uidValidity, uids: moved.uids }) // COPYUID, said completely
    return
  }
  if (lost) await sleep(SETTLES_WITHIN)
  const carried = await lookForCarried(carrying, { before, present, stamps, failure }).catch(
    (error: unknown) => {
      if (attempt.copies) carrying.run.noteUnsure() // sent again, it could be done twice
      throw error
    },
  )
  record(carried)
  const rest = uids.filter((uid) => !carried.uids.has(uid))
  if (!failure || rest.length === 0) return
  if (!lost || repeats === 0) throw failure
  await carryMessages(carrying, rest, record, repeats - 1)
}

/** What the folder's index holds, where there is one: it was true a moment ago. */
function expected({ run: { account }, group }: Carrying, uids: readonly number[]): readonly number[] {
  const index = lastIndexOf(account, group.path)
  return index?.uidValidity === group.uidValidity ? uids.filter((uid) => index.has(uid)) : uids
}

async function carry(
  { run, group, to, verb }: Carrying,
  uids: readonly number[],
  attempt: Attempt,
): Promise<void> {
  await run.lend(group.path, async (box) => {
    assertSame(box, group)
    if (verb === 'move' && box.readOnly) throw new MailError('forbidden', { detail: changeRefused.readOnly })
    attempt.copies ||= !box.capabilities.has('MOVE')
    const before = await nextUid(box, to)
    // With UIDPLUS (RFC 4315) the answer names what was carried; without it only looking before and after tells.
    const asked = box.capabilities.has('UIDPLUS') ? uids : await presentIn(box, uids)
    if (asked !== uids) attempt.present = asked
    if (asked.length === 0) return
    if (run.long) {
      const stamps = await fetchStamps(box, asked)
      attempt.stamps = stamps
      attempt.present = asked.filter((uid) => stamps.has(uid))
    }
    attempt.before = before
    attempt.moved = await (verb === 'move' ? moveMessages : copyMessages)(box, asked, to)
  })
}
