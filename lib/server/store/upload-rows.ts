/** Files that were taken in, as the store keeps them; their bytes are sealed-files. */
import { database } from './database.ts'

/** A row. `account` is a digest; `sealed` holds name and type; `size` in bytes; `usedAt` milliseconds since 1970. */
export type UploadRow = { id: string; account: string; sealed: Uint8Array; size: number; usedAt: number }

/** Adds one. */
export function insertUpload({ id, account, sealed, size, usedAt }: UploadRow): void {
  database().prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?)').run(id, account, sealed, size, usedAt)
}

/** An account's upload of this id; undefined where it has none. */
export function findUpload(account: string, id: string): UploadRow | undefined {
  const row = database()
    .prepare('SELECT id, account, sealed, size, used_at AS usedAt FROM uploads WHERE id = ? AND account = ?')
    .get(id, account)
  return row as UploadRow | undefined // STRICT columns: SQLite itself keeps to the types of the table
}

/** Bytes that an account has here. */
export function uploadedBytes(account: string): number {
  const row = database()
    .prepare('SELECT coalesce(sum(size), 0) AS size FROM uploads WHERE account = ?')
    .get(account)
  return Number(row?.size ?? 0)
}

/** Notes that one is used still. */
export function touchUpload(id: string, usedAt: number): void {
  database().prepare('UPDATE uploads SET used_at = ? WHERE id = ?').run(usedAt, id)
}

/** Removes an account's upload. False: it has none of this id. */
export function deleteUpload(account: string, id: string): boolean {
  const { changes } = database().prepare('DELETE FROM uploads WHERE id = ? AND account = ?').run(id, account)
  return Number(changes) === 1
}

/** Removes all that were last used before then (milliseconds since 1970). */
export function sweepUploads(before: number): void {
  database().prepare('DELETE FROM uploads WHERE used_at < ?').run(before)
}

/** The ids of all that there are. */
export function uploadIds(): Set<string> {
  const rows = database().prepare('SELECT id FROM uploads').all()
  return new Set(rows.map(({ id }) => String(id)))
}
