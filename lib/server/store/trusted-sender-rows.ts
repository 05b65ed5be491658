/** Whom people trust to show them remote images, as the store keeps it. */
import { database } from './database.ts'

/** A row; `account` is a digest, `addedAt` milliseconds since 1970. */
export type TrustedSenderRow = { account: string; sender: string; addedAt: number }

const COLUMNS = 'account, sender, added_at AS addedAt'

/** All of an account, by name. */
export function trustedSendersOf(account: string): TrustedSenderRow[] {
  return database()
    .prepare(`SELECT ${COLUMNS} FROM trusted_senders WHERE account = ? ORDER BY sender`)
    .all(account) as TrustedSenderRow[] // STRICT columns: SQLite itself keeps to the types of the table
}

/**
 * Adds one, unless the account has `most` already. One that is there stays as it is.
 * @returns the row that is there now, or null: the list is full
 */
export function insertTrustedSender(row: TrustedSenderRow, most: number): TrustedSenderRow | null {
  const { account, sender, addedAt } = row
  database()
    .prepare(
      `INSERT INTO trusted_senders SELECT ?1, ?2, ?3
        WHERE (SELECT count(*) FROM trusted_senders WHERE account = ?1) < ?4
        ON CONFLICT DO NOTHING`,
    )
    .run(account, sender, addedAt, most)
  const found = database()
    .prepare(`SELECT ${COLUMNS} FROM trusted_senders WHERE account = ? AND sender = ?`)
    .get(account, sender)
  return (found as TrustedSenderRow | undefined) ?? null
}

/** Removes one. Removing what is not there changes nothing. */
export function deleteTrustedSender(account: string, sender: string): void {
  database().prepare('DELETE FROM trusted_senders WHERE account = ? AND sender = ?').run(account, sender)
}
