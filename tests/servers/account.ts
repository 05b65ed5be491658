/** The account of a test's mailbox, as the server room lends it. */

import type { MailServer } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf } from '#lib/server/imap/accounts.ts'
import type { Reachable } from './make-mailbox.ts'

type Signed = { server: Reachable; username: string; password: string }

/** This mailbox's server as the configuration would name it. */
export function mailServerOf(
  box: Pick<Signed, 'server'>,
  imap: Partial<MailServer['imap']> = {},
): MailServer {
  return {
    id: `test-${box.server.plainPort}`,
    name: 'Test',
    domains: [],
    imap: { host: box.server.host, port: box.server.plainPort, security: 'none', ...imap },
  }
}

/** Signs in to a test's mailbox. `closeAccounts()` ends it. */
export function accountOfMailbox(box: Signed): Promise<Account> {
  const { username, password } = box
  return accountOf({ sid: 'test', credentials: { username, password }, server: mailServerOf(box) })
}
