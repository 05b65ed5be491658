/** When a change that failed is sent again: while the way to the mail is shut it waits, and nothing of it is lost. */
import { MailError } from '#lib/mail/mail-error.ts'
import { isNetworkFailure } from './call-api.ts'
import { connection, isOnline, untilOnline } from './connection.ts'

/** Pauses (ms) before a change that nobody answered is sent again; the last one repeats while the way is shut. */
const PAUSES = [400, 1200, 3000, 6000, 12_000]
/** So often at most: within the 10 minutes in which the server knows a change by its id and does it only once. */
const MOST_ATTEMPTS = 12

/** Whether the mail server's silence is what the bar tells of, and not what the event stream said. */
let noticed = false

/** Postern answered that the mail server did not, and that nothing was changed. */
function mailServerAway(error: unknown): boolean {
  return error instanceof MailError && error.code === 'unavailable' && error.undo === undefined
}

/** Whether the same change may be sent again: nothing answered, or nothing was done. */
export function mayRepeat(error: unknown): boolean {
  return isNetworkFailure(error) || mailServerAway(error)
}

/** Waits until there is a point in the n-th repetition (from 1). False where there is none any more. */
export async function pauseBefore(attempt: number): Promise<boolean> {
  if (!navigator.onLine) {
    await new Promise((resolve) => addEventListener('online', resolve, { once: true }))
    return true
  }
  if (attempt > (isOnline() ? PAUSES.length : MOST_ATTEMPTS)) return false
  const wait = PAUSES[attempt - 1] ?? PAUSES.at(-1) ?? 0
  if (isOnline()) await new Promise((resolve) => setTimeout(resolve, wait))
  else await untilOnline(wait)
  return true
}

/** Says that the mail server is away as soon as a change meets with that, and that it is back when one is answered. */
export async function noticingOutage<T>(call: Promise<T>): Promise<T> {
  try {
    const answer = await call
    if (noticed && connection.get() === 'reconnecting') connection.set('online')
    noticed = false
    return answer
  } catch (error) {
    if (mailServerAway(error) && !isNetworkFailure(error) && isOnline()) {
      noticed = true
      connection.set('reconnecting')
    }
    throw error
  }
}
