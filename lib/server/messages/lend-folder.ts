/** How a change borrows folders: a short one as any click does, a long one in nobody's way and with patience. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'

/**
 * Lends a connection with the folder selected for as long as `work` runs, as `Account.use` does.
 * @throws MailError not_found, forbidden, unavailable, login_failed, certificate
 */
export type LendFolder = <T>(
  path: string,
  work: (box: OpenBox) => Promise<T>,
  options?: { repeatable?: boolean },
) => Promise<T>

/** The bulk connection allows a command minutes, for searches: a chunk that takes longer than this (ms) is given up. */
const CHUNK_DEADLINE = 20_000
/** So long (ms) a long change waits for a server that went away, and at first this long between two looks. */
const PATIENCE = 20_000
const FIRST_PAUSE = 500

/** For a change of few messages: the connection that every click uses. */
export function lendAtOnce(account: Account): LendFolder {
  return (path, work, options) => account.use(path, work, options)
}

/**
 * For a change of many: a connection apart, so that reading never waits for it. While the server can't be reached,
 * whatever may be repeated, and whatever has not begun, is tried again for some 20 seconds, or until the change is
 * stopped.
 */
export function lendPatiently(account: Account, stopped: AbortSignal): LendFolder {
  return async (path, work, { repeatable = false } = {}) => {
    const until = Date.now() + PATIENCE
    for (let pause = FIRST_PAUSE; ; pause *= 2) {
      let begun = false
      try {
        return await account.use(
          path,
          async (box) => {
            // It may be open here for a while: what came since is told now, and found.
            await box.run('NOOP', [])
            begun = true
            return await work(box)
          },
          { role: 'bulk', repeatable, within: CHUNK_DEADLINE },
        )
      } catch (error) {
        const away = error instanceof MailError && error.code === 'unavailable'
        const mayTry = (repeatable || !begun) && Date.now() + pause < until && !stopped.aborted
        if (!away || !mayTry) throw error
        // Stopped meanwhile: one last try, at once.
        await sleep(pause, undefined, { signal: stopped }).catch(() => undefined)
      }
    }
  }
}
