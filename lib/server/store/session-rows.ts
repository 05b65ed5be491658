/** Sessions as the store keeps them. It can list and end them; it can't open what they hold. */
import { database } from './database.ts'

/** A row. Times are milliseconds since 1970; `account` is a digest, `sealed` needs the cookie's key. */
export type SessionRow = {
  sid: string
  account: string
  sealed: Uint8Array
  stay: boolean
  createdAt: number
  lastSeenAt: number
  address: string
  userAgent: string
}

const COLUMNS = `sid, account, sealed, stay, created_at AS createdAt, last_seen_at AS lastSeenAt,
  address, user_agent AS userAgent`

type StoredRow = Omit<SessionRow, 'stay'> & { stay: number }

function rowOf(stored: unknown): SessionRow {
  // STRICT columns: SQLite itself keeps to the types of the table.
  const row = stored as StoredRow
  return { ...row, stay: row.stay === 1 }
}

/** Adds a session. */
export function insertSession(row: SessionRow): void {
  database()
    .prepare('INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
    .run(
      row.sid,
      row.account,
      row.sealed,
      row.stay ? 1 : 0,
      row.createdAt,
      row.lastSeenAt,
      row.address,
      row.userAgent,
    )
}

/** The session of this id, or null. */
export function findSession(sid: string): SessionRow | null {
  const stored = database().prepare(`SELECT ${COLUMNS} FROM sessions WHERE sid = ?`).get(sid)
  return stored ? rowOf(stored) : null
}

/** All sessions of an account, the one used last first. */
export function sessionsOf(account: string): SessionRow[] {
  return database()
    .prepare(`SELECT ${COLUMNS} FROM sessions WHERE account = ? ORDER BY last_seen_at DESC, created_at DESC`)
    .all(account)
    .map(rowOf)
}

/** Notes that a session was used, and from where. */
export function touchSession(sid: string, lastSeenAt: number, address: string): void {
  database()
    .prepare('UPDATE sessions SET last_seen_at = ?, address = ? WHERE sid = ?')
    .run(lastSeenAt, address, sid)
}

/** Ends a session. Ending one that is gone changes nothing. */
export function deleteSession(sid: string): void {
  database().prepare('DELETE FROM sessions WHERE sid = ?').run(sid)
}

/** Ends every session of its kind (`stay` or not) last used before `lastSeen` or made before `created`. */
export function sweepSessions(stay: boolean, before: { lastSeen: number; created: number }): number {
  const { changes } = database()
    .prepare('DELETE FROM sessions WHERE stay = ? AND (last_seen_at < ? OR created_at < ?)')
    .run(stay ? 1 : 0, before.lastSeen, before.created)
  return Number(changes)
}
