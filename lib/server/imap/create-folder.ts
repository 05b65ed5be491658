/** CREATE (RFC 3501 §6.3.3, RFC 6154 §3). Paths are Unicode, whole, with their prefix. */
import type { Role } from '#lib/api/folders.ts'
import type { Account } from './account.ts'
import { askOnce } from './asked-once.ts'
import { type Argument, atom } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'

function attributeOf(role: Role): string {
  return `\\${role[0]?.toUpperCase()}${role.slice(1)}`
}

/**
 * Makes a folder and subscribes it; with a special use where the server can (RFC 6154 §3).
 * @throws MailError conflict (it exists), forbidden, refused, unavailable
 */
export async function createFolder(account: Account, path: string, role?: Role): Promise<void> {
  await askOnce(account, {
    ask: (connection) => {
      const use: Argument[] =
        role && role !== 'inbox' && connection.capabilities.has('CREATE-SPECIAL-USE')
          ? [[atom('USE'), [atom(attributeOf(role))]]]
          : []
      return connection.run('CREATE', [encodeMailboxName(path), ...use])
    },
    isDone: async (_, { code }) => code === 'conflict',
    after: (connection) => connection.run('SUBSCRIBE', [encodeMailboxName(path)]),
  })
}
