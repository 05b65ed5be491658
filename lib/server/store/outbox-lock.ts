/** One process sends, however many have opened this `DATA_DIR`: who holds the lock. The system lets go of a dead one's. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { config } from '#lib/server/config/config.ts'

declare global {
  var posternOutboxLock: { folder: string; lock: DatabaseSync } | undefined
}

/** Whether this process is the one that sends. Asked again it tries again. */
export function holdsOutbox(): boolean {
  const folder = config().dataDir
  if (globalThis.posternOutboxLock?.folder === folder) return true
  letGoOfOutbox()
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new DatabaseSync(join(folder, 'outbox.lock'))
  try {
    lock.exec('PRAGMA journal_mode = DELETE; PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;')
  } catch {
    lock.close() // another process has it
    return false
  }
  globalThis.posternOutboxLock = { folder, lock }
  return true
}

/** Lets another process send. */
export function letGoOfOutbox(): void {
  globalThis.posternOutboxLock?.lock.close()
  globalThis.posternOutboxLock = undefined
}
