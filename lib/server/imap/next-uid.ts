/** Where a folder's numbering stands (STATUS, RFC 3501 §6.3.10): what comes after it is told by comparing. */

import { MailError } from '#lib/mail/mail-error.ts'
import type { Connection, OpenBox } from './account.ts'
import { askStatus } from './folder-status.ts'
import { atom } from './imap-client.ts'

/**
 * An open folder's next UID, as it was when the folder was opened or later. Courier does not say it with SELECT (RFC 3501
 * §6.3.1 asks for it) and is asked.
 * @throws MailError refused, unavailable
 */
export async function uidNextOf(box: OpenBox): Promise<number> {
  return box.uidNext || (await nextUid(box, box.path)).uidNext
}

/** Messages that come from now on have a UID of `uidNext` or above, as long as `uidValidity` stays. */
export type NextUid = { uidValidity: number; uidNext: number }

/**
 * Asks for a folder's next UID, in one round trip and without opening it.
 * @throws MailError not_found (no such folder), forbidden, refused, unavailable
 */
export async function nextUid(connection: Connection, path: string): Promise<NextUid> {
  const { uidValidity, uidNext } = await askStatus(connection, path, [atom('UIDNEXT'), atom('UIDVALIDITY')])
  if (!uidValidity || !uidNext) throw new MailError('refused')
  return { uidValidity, uidNext }
}
