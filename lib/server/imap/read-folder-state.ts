/** What a folder is like now, in one round trip and without opening it (STATUS, RFC 3501 §6.3.10). */

import { MailError } from '#lib/mail/mail-error.ts'
import type { Connection } from './account.ts'
import { atom } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { modseqOf, type Node, numberOf, pairsOf } from './response.ts'

/** Two equal ones mean that nothing happened in between: `highestModseq` counts flags and expunges too. */
export type FolderState = { uidValidity: number; uidNext: number; total: number; highestModseq: bigint }

/**
 * Asks for a folder's state.
 * @returns null where the server keeps no mod-sequences (for this folder): then only looking tells.
 * @throws MailError not_found, forbidden, unavailable
 */
export async function readFolderState(connection: Connection, path: string): Promise<FolderState | null> {
  if (!connection.capabilities.has('CONDSTORE')) return null
  let answer: ReadonlyMap<string, Node> = new Map()
  await connection.run(
    'STATUS',
    [
      encodeMailboxName(path),
      ['MESSAGES', 'UIDNEXT', 'UIDVALIDITY', 'HIGHESTMODSEQ'].map((item) => atom(item)),
    ],
    {
      STATUS: (untagged) => {
        answer = pairsOf(untagged.attributes?.[1])
        return true
      },
    },
  )
  const [uidValidity, uidNext, total] = ['UIDVALIDITY', 'UIDNEXT', 'MESSAGES'].map((name) =>
    numberOf(answer.get(name)),
  )
  if (!uidValidity || !uidNext || total === null || total === undefined) {
    throw new MailError('refused', { detail: 'The mail server did not say what state this folder is in.' })
  }
  const highestModseq = modseqOf(answer.get('HIGHESTMODSEQ'))
  return highestModseq ? { uidValidity, uidNext, total, highestModseq } : null // 0: NOMODSEQ (RFC 7162 §3.1.2.2)
}
