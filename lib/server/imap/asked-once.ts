/** Commands that can be done only once, over connections that break. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection } from './account.ts'

/** `isDone` is asked when a second time fails: was the first one heard, though its answer was lost? */
type AskedOnce = {
  ask: (connection: Connection) => Promise<unknown>
  isDone: (connection: Connection, failure: MailError) => Promise<boolean>
  /** What belongs to it, and may be repeated. */
  after?: (connection: Connection) => Promise<unknown>
}

/**
 * Asks, and asks once more where the connection breaks under it.
 * @throws MailError as the command does
 */
export async function askOnce(account: Account, { ask, isDone, after }: AskedOnce): Promise<void> {
  let asked = false
  const work = async (connection: Connection) => {
    const again = asked
    asked = true
    try {
      await ask(connection)
    } catch (error) {
      if (!again || !(error instanceof MailError) || !(await isDone(connection, error))) throw error
    }
    await after?.(connection)
  }
  await account.command(work, { repeatable: true })
}
