/** What people chose, as the store keeps it. */
import { database } from './database.ts'

/** A row. `account` is a digest, `body` JSON; `revision` counts its changes. */
export type SettingsRow = { account: string; revision: number; body: string }

/** The row of an account; undefined where it never chose anything. */
export function findSettings(account: string): SettingsRow | undefined {
  const row = database()
    .prepare('SELECT account, revision, body FROM settings WHERE account = ?')
    .get(account)
  return row as SettingsRow | undefined // STRICT columns: SQLite itself keeps to the types of the table
}

/** Writes revision n in the place of n - 1. False: another process has been quicker, and nothing is changed. */
export function writeSettings({ account, revision, body }: SettingsRow): boolean {
  const { changes } = database()
    .prepare(
      `INSERT INTO settings (account, revision, body) SELECT ?1, ?2, ?3
        WHERE ?2 = 1 OR EXISTS (SELECT 1 FROM settings WHERE account = ?1)
        ON CONFLICT (account) DO UPDATE SET revision = ?2, body = ?3 WHERE revision = ?2 - 1`,
    )
    .run(account, revision, body)
  return Number(changes) === 1
}
