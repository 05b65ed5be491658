/** The outbox, as the store keeps it. Every step of a send is on the disk before the next is taken. */
import { database, durably } from './database.ts'

/**
 * Where a send is. `waiting`, then `sending` as long as nobody but us knows the message, then `ending`: its last line is
 * written, so that the server may have taken it. `taken-back`: nothing has left, and nothing will.
 */
export type SendStep = 'waiting' | 'sending' | 'ending' | 'sent' | 'failed' | 'unknown' | 'taken-back'

/**
 * A row. `account` and `key` (the Idempotency-Key) are digests. `letter` is the digest of the Message-ID. `sealed` holds
 * what SMTP and the copy need, null as soon as nothing is left to do; `told` what the person is told. Times are
 * milliseconds since 1970; `dueAt` is when the next step is to be taken.
 */
export type SendRow = {
  id: string
  account: string
  key: string
  letter: string
  step: SendStep
  undoUntil: number
  dueAt: number
  attempts: number
  sealed: Uint8Array | null
  told: Uint8Array
}

const COLUMNS =
  'id, account, key, letter, step, undo_until AS undoUntil, due_at AS dueAt, attempts, sealed, told'

function rowOf(stored: unknown): SendRow | undefined {
  return stored as SendRow | undefined // STRICT columns: SQLite itself keeps to the types of the table
}

// What is on its way, or was sent a moment ago and not tidied up: the same letter doesn't leave beside it.
const UNDER_WAY = `(step IN ('waiting', 'sending', 'ending') OR (step IN ('sent', 'unknown') AND sealed IS NOT NULL))`

/** Adds one. False: this account has one of this key, or this letter is on its way. */
export function insertSend(row: SendRow): boolean {
  const { id, account, key, letter, step, undoUntil, dueAt, attempts, sealed, told } = row
  return durably((store) => {
    const { changes } = store
      .prepare(
        `INSERT INTO sends SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
          WHERE NOT EXISTS (SELECT 1 FROM sends WHERE account = ?2 AND letter = ?4 AND ${UNDER_WAY})
          ON CONFLICT DO NOTHING`,
      )
      .run(id, account, key, letter, step, undoUntil, dueAt, attempts, sealed, told)
    return Number(changes) === 1
  })
}

/** An account's send of this id. */
export function findSend(account: string, id: string): SendRow | undefined {
  const found = database()
    .prepare(`SELECT ${COLUMNS} FROM sends WHERE id = ? AND account = ?`)
    .get(id, account)
  return rowOf(found)
}

/** An account's send of this Idempotency-Key. */
export function findSendByKey(account: string, key: string): SendRow | undefined {
  const found = database()
    .prepare(`SELECT ${COLUMNS} FROM sends WHERE account = ? AND key = ?`)
    .get(account, key)
  return rowOf(found)
}

/** Whether an account has sent this letter. */
export function wasSent(account: string, letter: string): boolean {
  const found = database()
    .prepare("SELECT 1 FROM sends WHERE account = ? AND letter = ? AND step = 'sent' AND sealed IS NULL")
    .get(account, letter)
  return found !== undefined
}

/** How many sends of an account there is something to do of. */
export function countOpenSends(account: string): number {
  const row = database()
    .prepare('SELECT count(*) AS count FROM sends WHERE account = ? AND sealed IS NOT NULL')
    .get(account)
  return Number(row?.count ?? 0)
}

/** Everything that is left to do, the most urgent first. */
export function openSends(): SendRow[] {
  const rows = database()
    .prepare(`SELECT ${COLUMNS} FROM sends WHERE sealed IS NOT NULL ORDER BY due_at`)
    .all()
  return rows.flatMap((row) => rowOf(row) ?? [])
}

/** Takes a step, if the send is where it was thought to be. False: somebody else was quicker, nothing is changed. */
export function stepSend(
  id: string,
  from: SendStep,
  to: SendStep,
  { dueAt = 0, attempts = 0, told }: { dueAt?: number; attempts?: number; told?: Uint8Array } = {},
): boolean {
  return durably((store) => {
    const { changes } = store
      .prepare(
        'UPDATE sends SET step = ?, due_at = ?, attempts = ?, told = coalesce(?, told) WHERE id = ? AND step = ?',
      )
      .run(to, dueAt, attempts, told ?? null, id, from)
    return Number(changes) === 1
  })
}

/** Nothing is left to do of a send: only what the person is told of it stays. */
export function endSend(id: string, told: Uint8Array): void {
  durably((store) => {
    store.prepare('UPDATE sends SET sealed = NULL, told = ? WHERE id = ?').run(told, id)
  })
}

/** Forgets what ended before then (milliseconds since 1970): its key may be used again. */
export function sweepSends(before: number): void {
  database().prepare('DELETE FROM sends WHERE sealed IS NULL AND undo_until < ?').run(before)
}
