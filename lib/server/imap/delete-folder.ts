/** DELETE (RFC 3501 §6.3.4). */
import type { Account } from './account.ts'
import { askOnce } from './asked-once.ts'
import { encodeMailboxName } from './mailbox-name.ts'

/**
 * Deletes a folder with its messages, not what is below it, and its subscription.
 * @throws MailError not_found, forbidden, refused, unavailable
 */
export async function deleteFolder(account: Account, path: string): Promise<void> {
  await askOnce(account, {
    ask: async (connection) => {
      await connection.deselect(path)
      await connection.run('DELETE', [encodeMailboxName(path)])
    },
    isDone: async (_, { code }) => code === 'not_found',
    after: (connection) => connection.run('UNSUBSCRIBE', [encodeMailboxName(path)]),
  })
}
