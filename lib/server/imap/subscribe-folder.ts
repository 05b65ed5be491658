/** SUBSCRIBE, UNSUBSCRIBE (RFC 3501 §6.3.6). */
import type { Account } from './account.ts'
import { encodeMailboxName } from './mailbox-name.ts'

/** Subscribes a folder, or ends that. A name that is not there may be unsubscribed. */
export async function subscribeFolder(account: Account, path: string, on: boolean): Promise<void> {
  await account.command(
    (connection) => connection.run(on ? 'SUBSCRIBE' : 'UNSUBSCRIBE', [encodeMailboxName(path)]),
    { repeatable: true },
  )
}
