/** What a folder is like now, in one round trip and without opening it (STATUS, RFC 3501 §6.3.10). */

import { MailError } from '#lib/mail/mail-error.ts'
import type { Connection } from './account.ts'
import { askStatus } from './folder-status.ts'
import { atom } from './imap-client.ts'

/** Two equal ones mean that nothing happened in between: `highestModseq` counts flags and expunges too. */
export type FolderState = { uidValidity: number; uidNext: number; total: number; highestModseq: bigint }

/**
 * Asks for a folder's state.
 * @returns null where the server keeps no mod-sequences (for this folder): then only looking tells.
 * @throws MailError not_found, forbidden, unavailable
 */
export async function readFolderState(connection: Connection, path: string): Promise<FolderState | null> {
  if (!connection.capabilities.has('CONDSTORE')) return null
  const items = ['MESSAGES', 'UIDNEXT', 'UIDVALIDITY', 'HIGHESTMODSEQ'].map((name) => atom(name))
  const { uidValidity, uidNext, total, highestModseq } = await askStatus(connection, path, items)
  if (!uidValidity || !uidNext || total === null) {
    throw new MailError('refused', { detail: 'The mail server did not say what state this folder is in.' })
  }
  return highestModseq ? { uidValidity, uidNext, total, highestModseq } : null // 0: NOMODSEQ (RFC 7162 §3.1.2.2)
}
