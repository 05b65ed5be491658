/** A change is done once, however often it is sent: the same `changeId` gets the first answer, for 10 minutes after it. */
import type { ChangeResult } from '#lib/api/changes.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { answerInTime } from '#lib/server/imap/answer-in-time.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { ChangeCourse } from './change-course.ts'

type Once = { answer: Promise<ChangeResult>; course: ChangeCourse }

// Weights are ids in the kept answers, of some 100 bytes each.
const LIMITS = { milliseconds: 10 * 60_000, perOwner: 50_000, inAll: 500_000 }

/** What runs is known until it ends, however long that takes; what has ended is kept for a while. */
type Changes = { running: Map<string, Once>; ended: Kept<Once> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternChanges?: Changes }

function changes(): Changes {
  home.posternChanges ??= { running: new Map(), ended: new Kept(LIMITS) }
  return home.posternChanges
}

function find(account: Account, id: string): Once | undefined {
  const { running, ended } = changes()
  return running.get(nameOf(account, id)) ?? ended.get(account.key, id)
}

function nameOf(account: Account, id: string): string {
  return `${account.key}\0${id}`
}

function weightOf({ updated, moved, missing }: ChangeResult): number {
  return 1 + (updated?.length ?? 0) + (moved?.length ?? 0) + missing.length
}

/**
 * Runs a change, or waits for the one that has this id already and says again how far that is. It runs to its end
 * whether or not anybody waits for the answer: a page that was closed or loaded anew can ask for it again.
 *
 * The answer to a short one comes in time: where it runs longer, it is `unavailable`, and sending the same change again
 * waits for what became of it.
 *
 * A failure that changed nothing is forgotten, so that sending the change again tries again; one that came half the
 * way, or of which nobody knows how far it came, stays the answer.
 * @param work is told to stop, between two chunks, by its course's signal.
 */
export async function changeOnce(
  account: Account,
  changeId: string | undefined,
  work: (course: ChangeCourse) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  const id = changeId?.toLowerCase() ?? crypto.randomUUID() // RFC 9562 §4: UUIDs are compared without case
  const first = find(account, id)
  if (first) {
    first.course.tellAgain()
    return await inTime(first)
  }
  const course = new ChangeCourse(account, changeId)
  const once = { answer: work(course), course }
  changes().running.set(nameOf(account, id), once)
  const kept = keepAnswer(account, id, changeId, once)
  return await inTime({ ...once, answer: kept })
}

/** A long change takes as long as it takes, and says how far it is. */
function inTime({ answer, course }: Once): Promise<ChangeResult> {
  return answerInTime(answer, () => course.long)
}

async function keepAnswer(
  account: Account,
  id: string,
  changeId: string | undefined,
  once: Once,
): Promise<ChangeResult> {
  const { course } = once
  const { running, ended } = changes()
  try {
    const answer = await once.answer
    if (changeId !== undefined) ended.put(account.key, id, once, weightOf(answer))
    return answer
  } catch (error) {
    const partly = course.unsure || (error instanceof MailError && error.undo)
    if (partly && changeId !== undefined) ended.put(account.key, id, once, 1)
    throw error
  } finally {
    running.delete(nameOf(account, id))
  }
}

/**
 * Stops a change between two chunks: what was done stays, and its answer says so. One that has ended is left alone.
 * @throws MailError not_found for an id that isn't known
 */
export async function stopChange({
  account,
  params,
}: {
  account: Account
  params: { changeId: string }
}): Promise<undefined> {
  const once = find(account, params.changeId.toLowerCase())
  if (!once) throw new MailError('not_found')
  once.course.stop()
}

/** The process ends: every change stops after its chunk, so that each answer says truly how far it came. */
export function stopAllChanges(): void {
  for (const { course } of changes().running.values()) course.stop()
}
