/** What one may do in folders that are shared (MYRIGHTS, RFC 4314 §3.5). In one's own that is everything. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection } from './account.ts'
import { encodeMailboxName } from './mailbox-name.ts'
import { textOf } from './response.ts'

/** Rights change rarely, and each takes a question of its own. */
const KEPT = 10 * 60_000
/** More shared folders than this are left without: their rights are found out by trying. */
const MOST = 200

type Known = Map<string, { rights: string | null; at: number }>

const KNOWN = new WeakMap<Account, Known>()

/**
 * The rights (letters) in these folders, by path; a folder whose rights the server won't say is left out.
 * @throws MailError unavailable
 */
export async function readRights(
  account: Account,
  connection: Connection,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const rights = new Map<string, string>()
  if (!connection.capabilities.has('ACL')) return rights
  const known: Known = KNOWN.get(account.shared) ?? new Map()
  KNOWN.set(account.shared, known)
  const now = Date.now()
  for (const path of paths.slice(0, MOST)) {
    const before = known.get(path)
    const fresh = before && now - before.at < KEPT ? before : { rights: await ask(connection, path), at: now }
    known.set(path, fresh)
    if (fresh.rights !== null) rights.set(path, fresh.rights)
  }
  return rights
}

async function ask(connection: Connection, path: string): Promise<string | null> {
  let rights: string | null = null
  try {
    await connection.run('MYRIGHTS', [encodeMailboxName(path)], {
      MYRIGHTS: (untagged) => {
        rights = textOf(untagged.attributes?.[1])
        return true
      },
    })
  } catch (error) {
    if (!(error instanceof MailError) || error.code === 'unavailable') throw error
  }
  return rights
}
