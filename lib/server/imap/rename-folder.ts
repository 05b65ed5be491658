/** RENAME (RFC 3501 §6.3.5). */
import type { Account, Connection } from './account.ts'
import { askOnce } from './asked-once.ts'
import { encodeMailboxName } from './mailbox-name.ts'

/**
 * Renames or moves a folder; what is below it goes along (RFC 3501 §6.3.5).
 * Subscriptions are names of their own: see subscribe-folder.ts.
 * @throws MailError conflict (the name is taken), not_found, forbidden, refused, unavailable
 */
export async function renameFolder(account: Account, from: string, to: string): Promise<void> {
  await askOnce(account, {
    ask: async (connection) => {
      // A selected folder is in use: some servers refuse to take it away, others end the connection.
      await connection.deselect(from)
      await connection.run('RENAME', [encodeMailboxName(from), encodeMailboxName(to)])
    },
    // Servers complain of what they look at first: that the one is gone, or that the other is there.
    isDone: async (connection) => !(await isListed(connection, from)),
  })
}

async function isListed(connection: Connection, path: string): Promise<boolean> {
  let listed = false
  await connection.run('LIST', ['', encodeMailboxName(path)], {
    LIST: () => {
      listed = true
      return true
    },
  })
  return listed
}
