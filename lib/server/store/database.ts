/** The one file Postern keeps: SQLite in `DATA_DIR`, readable by its owner alone. */
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { config } from '#lib/server/config/config.ts'

/** Each step is run once, in order; PRAGMA user_version counts them. Never edit one, add the next. */
const MIGRATIONS = [
  `CREATE TABLE sessions (
    sid TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    sealed BLOB NOT NULL,
    stay INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sessions_by_account ON sessions (account);`,
  `CREATE TABLE trusted_senders (
    account TEXT NOT NULL,
    sender TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (account, sender)
  ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE settings (
    account TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    sealed BLOB NOT NULL,
    size INTEGER NOT NULL,
    used_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX uploads_by_account ON uploads (account);
  CREATE TABLE sends (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    letter TEXT NOT NULL,
    step TEXT NOT NULL,
    undo_until INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    sealed BLOB,
    told BLOB NOT NULL,
    UNIQUE (account, key)
  ) STRICT;
  CREATE INDEX sends_by_letter ON sends (account, letter);`,
]

function migrate(database: DatabaseSync): void {
  const done = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
  for (const [at, step] of MIGRATIONS.entries()) {
    if (at < done) continue
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${at + 1}; COMMIT;`)
  }
}

/** Opens (and brings up to date) the database in `folder`. Throws what SQLite or the file system says. */
function openDatabase(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'postern.sqlite')
  const database = new DatabaseSync(file)
  chmodSync(file, 0o600)
  // The -wal and -shm files take the mode of the file itself.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;')
  // Deleted rows hold credentials, sealed as they are: overwrite them.
  database.exec('PRAGMA secure_delete = ON;')
  migrate(database)
  return database
}

declare global {
  var posternDatabase: DatabaseSync | undefined
}

/** The database of this process, opened at the first call. */
export function database(): DatabaseSync {
  globalThis.posternDatabase ??= openDatabase(config().dataDir)
  return globalThis.posternDatabase
}

/**
 * Does one write that is on the disk when this returns, whatever happens to the machine. Others may be lost with its
 * power (`synchronous = NORMAL`), which no session or setting minds.
 */
export function durably<T>(write: (database: DatabaseSync) => T): T {
  const store = database()
  store.exec('PRAGMA synchronous = FULL')
  try {
    return write(store)
  } finally {
    store.exec('PRAGMA synchronous = NORMAL')
  }
}

/** Writes what is pending and closes the file; the next call of `database` opens it again. */
export function closeDatabase(): void {
  globalThis.posternDatabase?.close()
  globalThis.posternDatabase = undefined
}
