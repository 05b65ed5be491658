/**
 * Failed logins are counted: per account and address together, so that a stranger can't lock a person out,
 * and, ten times as many, per address alone. Logins that succeed count for nothing.
 */
import { createHash } from 'node:crypto'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { MailError } from '#lib/mail/mail-error.ts'
import { config } from '#lib/server/config/config.ts'

const WINDOW_SECONDS = 15 * 60
const WIDER = 10

type Limits = { limit: number; pair: RateLimiterMemory; address: RateLimiterMemory }

declare global {
  var posternLoginLimits: Limits | undefined
}

function limits(): Limits {
  const limit = config().loginLimit
  if (globalThis.posternLoginLimits?.limit !== limit) {
    globalThis.posternLoginLimits = {
      limit,
      pair: new RateLimiterMemory({ points: limit, duration: WINDOW_SECONDS }),
      address: new RateLimiterMemory({ points: limit * WIDER, duration: WINDOW_SECONDS }),
    }
  }
  return globalThis.posternLoginLimits as Limits
}

/** Who tries to sign in: the account as typed, and the caller's address. */
export type LoginAttempt = { serverId: string; username: string; address: string }

function pairKey({ serverId, username, address }: LoginAttempt): string {
  return createHash('sha256')
    .update(JSON.stringify([serverId, username.toLowerCase(), address]))
    .digest('hex')
}

function secondsLeft(counted: RateLimiterRes | null, points: number): number {
  if (!counted || counted.consumedPoints <= points) return 0
  return Math.max(1, Math.ceil(counted.msBeforeNext / 1000))
}

/**
 * Counts an attempt before it is made, so that many at once can't slip through.
 * @returns what takes the count back, for attempts that were no wrong password
 * @throws MailError rate_limited (retryAfter)
 */
export async function countLogin(attempt: LoginAttempt): Promise<() => Promise<void>> {
  const { pair, address, limit } = limits()
  const key = pairKey(attempt)
  const [byPair, byAddress] = await Promise.all([pair.penalty(key, 1), address.penalty(attempt.address, 1)])
  const retryAfter = Math.max(secondsLeft(byPair, limit), secondsLeft(byAddress, limit * WIDER))
  const takeBack = async () => {
    await Promise.all([pair.reward(key, 1), address.reward(attempt.address, 1)])
  }
  if (retryAfter === 0) return takeBack
  // What was never tried is no failure: it must not make the wait longer for the address alone.
  await takeBack()
  throw new MailError('rate_limited', { retryAfter })
}
