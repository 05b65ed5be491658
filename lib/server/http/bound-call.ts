/** How a call is tied to its request: hanging up, being too late and being in no hurry reach the mail server's queue. */

import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { answerInTime, tooLate } from '#lib/server/imap/answer-in-time.ts'
import { bindAccount } from '#lib/server/imap/bound-account.ts'

/** RFC 9218 §4.1: 0 is the most urgent, 3 is what is not said. */
const NO_HURRY = 5

/** Whether the caller reads ahead: nobody looks at the answer yet. */
export function readsAhead(headers: Headers): boolean {
  if (/^prefetch\b/.test(headers.get('sec-purpose') ?? '')) return true
  const urgency = /(?:^|,)\s*u=([0-7])(?:\s|,|;|$)/.exec(headers.get('priority') ?? '')?.[1]
  return urgency !== undefined && Number(urgency) >= NO_HURRY
}

/**
 * Runs a read with an account that is bound to the request: what still waits when the caller hangs up never reaches the
 * mail server, and what takes longer than an answer may is given up. A body that is streamed has the time it needs.
 * @throws MailError unavailable where it took too long
 */
export async function read<T>(
  request: Request,
  account: Account,
  work: (account: Account) => Promise<T>,
): Promise<T> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(tooLate()), config().deadlines.answer)
  const signal = AbortSignal.any([request.signal, late.signal])
  try {
    return await work(bindAccount(account, { signal, background: readsAhead(request.headers) }))
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Runs what changes something: it goes on to its end whoever hangs up, and its answer comes in time.
 * @throws MailError unavailable where it took too long: what was begun is still being done
 */
export async function write<T>(account: Account, work: (account: Account) => Promise<T>): Promise<T> {
  return await answerInTime(work(account))
}
