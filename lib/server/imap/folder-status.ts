/** A folder's counts without opening it (STATUS, RFC 3501 §6.3.10). */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection } from './account.ts'
import { type Argument, atom } from './imap-client.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { modseqOf, numberOf, pairsOf, type Untagged } from './response.ts'

/** Null where the server won't say, or none were asked for. */
export type FolderStatus = {
  total: number | null
  unread: number | null
  uidValidity: number | null
  uidNext: number | null
  highestModseq: bigint | null
}

/** Of a folder whose counts nobody asked for, or whose server won't say. */
export const UNKNOWN: FolderStatus = {
  total: null,
  unread: null,
  uidValidity: null,
  uidNext: null,
  highestModseq: null,
}

/** What STATUS is asked for. */
export function statusItems(connection: Connection): Argument[] {
  const items = ['MESSAGES', 'UNSEEN', 'UIDNEXT', 'UIDVALIDITY']
  if (connection.enabled.has('CONDSTORE')) items.push('HIGHESTMODSEQ')
  return items.map((name) => atom(name))
}

/** Reads an untagged STATUS. */
export function readStatus(untagged: Untagged): FolderStatus {
  const items = pairsOf(untagged.attributes?.[1])
  return {
    total: numberOf(items.get('MESSAGES')),
    unread: numberOf(items.get('UNSEEN')),
    uidValidity: numberOf(items.get('UIDVALIDITY')),
    uidNext: numberOf(items.get('UIDNEXT')),
    highestModseq: modseqOf(items.get('HIGHESTMODSEQ')),
  }
}

/**
 * Asks one folder for `items`, in one round trip; null what the server leaves out.
 * @throws MailError not_found (no such folder), forbidden, refused, unavailable
 */
export async function askStatus(
  connection: Connection,
  path: string,
  items: Argument[],
): Promise<FolderStatus> {
  let status = UNKNOWN
  await connection.run('STATUS', [encodeMailboxName(path), items], {
    STATUS: (untagged) => {
      status = readStatus(untagged)
      return true
    },
  })
  return status
}

/**
 * One folder's counts; all null where the server won't say: it was deleted meanwhile, or may be seen but not read.
 * @throws MailError unavailable
 */
export async function folderStatus(connection: Connection, path: string): Promise<FolderStatus> {
  try {
    return await askStatus(connection, path, statusItems(connection))
  } catch (error) {
    if (!(error instanceof MailError) || error.code === 'unavailable') throw error
    return UNKNOWN
  }
}

/**
 * These folders' counts as they are now.
 * @throws MailError unavailable
 */
export async function countFolders(
  account: Account,
  paths: Iterable<string>,
): Promise<Map<string, FolderStatus>> {
  return await account.command(
    async (connection) => {
      const counts = new Map<string, FolderStatus>()
      for (const path of paths) {
        // RFC 3501 §6.3.10: in the selected folder STATUS may know only what this connection was told.
        if (connection.selected?.path === path) await connection.run('NOOP', [])
        counts.set(path, await folderStatus(connection, path))
      }
      return counts
    },
    { repeatable: true },
  )
}
