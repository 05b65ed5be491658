/** Commands that can be done only once, over connections that break. */
import type { ErrorCode } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection } from './account.ts'

/** `done` is what a second time is answered: it says that the first one was heard, though its answer was lost. */
type AskedOnce = {
  ask: (connection: Connection) => Promise<unknown>
  done: ErrorCode
  /** What belongs to it, and may be repeated. */
  after?: (connection: Connection) => Promise<unknown>
}

/**
 * Asks, and asks once more where the connection breaks under it.
 * @throws MailError as the command does
 */
export async function askOnce(account: Account, { ask, done, after }: AskedOnce): Promise<void> {
  let asked = false
  const work = async (connection: Connection) => {
    const again = asked
    asked = true
    try {
      await ask(connection)
    } catch (error) {
      if (!(again && error instanceof MailError && error.code === done)) throw error
    }
    await after?.(connection)
  }
  await account.command(work, { repeatable: true })
}
