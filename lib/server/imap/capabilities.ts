/** What a server can do. */
import type { Capabilities } from '#lib/api/session.ts'
import type { Account } from './account.ts'

/** The capabilities of api.md that are IMAP's to know. */
export async function capabilitiesOf(account: Account): Promise<Omit<Capabilities, 'sieve' | 'send'>> {
  const has = await account.command(
    async ({ capabilities }) =>
      (name: string) =>
        capabilities.has(name),
    { repeatable: true },
  )
  return {
    sort: has('SORT'),
    thread: has('THREAD=REFERENCES') || has('THREAD=REFS'),
    move: has('MOVE'),
    idle: has('IDLE'),
    condstore: has('CONDSTORE') || has('QRESYNC'),
    qresync: has('QRESYNC'),
    specialUse: has('SPECIAL-USE'),
    quota: has('QUOTA'),
    acl: has('ACL'),
  }
}
