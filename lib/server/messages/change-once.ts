/** A change is done once, however often it is sent: the same `changeId` gets the first answer for 10 minutes. */
import type { ChangeResult } from '#lib/api/changes.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'

type Once = { answer: Promise<ChangeResult>; stop: AbortController }

// Weights are ids in the kept answers, of some 100 bytes each.
const LIMITS = { milliseconds: 10 * 60_000, perOwner: 50_000, inAll: 500_000 }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternChanges?: Kept<Once> }

function changes(): Kept<Once> {
  home.posternChanges ??= new Kept(LIMITS)
  return home.posternChanges
}

function weightOf({ updated, moved, missing }: ChangeResult): number {
  return 1 + (updated?.length ?? 0) + (moved?.length ?? 0) + missing.length
}

/**
 * Runs a change, or waits for the one that has this id already. A failure that changed nothing is forgotten, so that
 * sending the change again tries again; one that came half the way stays the answer.
 * @param work is told to stop, between two chunks, by its signal.
 */
export async function changeOnce(
  account: Account,
  changeId: string | undefined,
  work: (signal: AbortSignal) => Promise<ChangeResult>,
): Promise<ChangeResult> {
  if (changeId === undefined) return await work(new AbortController().signal)
  const id = changeId.toLowerCase() // RFC 9562 §4: UUIDs are compared without case
  const first = changes().get(account.key, id)
  if (first) return await first.answer
  const stop = new AbortController()
  const once = { answer: work(stop.signal), stop }
  changes().put(account.key, id, once, 1)
  try {
    const answer = await once.answer
    changes().put(account.key, id, once, weightOf(answer))
    return answer
  } catch (error) {
    if (!(error instanceof MailError && error.undo)) changes().take(account.key, id)
    throw error
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
  const once = changes().get(account.key, params.changeId.toLowerCase())
  if (!once) throw new MailError('not_found')
  once.stop.abort()
}
