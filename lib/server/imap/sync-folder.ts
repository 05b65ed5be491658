/** Brings a folder's index true with the server: whoever asks or is told of something, it is always this way. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection } from './account.ts'
import { bringTrue } from './bring-true.ts'
import { completeIndex } from './build-index.ts'
import type { FolderIndex } from './folder-index.ts'
import { JoinedWork } from './joined-work.ts'
import {
  countFolder,
  forgetFolder,
  isHeard,
  type KnownFolder,
  knownFolder,
  lastIndexOf,
  notifyFolder,
  type OpenedFolder,
  type Selection,
  selectionOf,
} from './known-folders.ts'
import { type FolderState, readFolderState } from './read-folder-state.ts'

/**
 * A folder's index, compared with the server before it is answered: one round trip where nothing happened.
 * Calls that come while a sync runs share the one after it, since the running one may have looked too early. It is
 * stopped where all of them have hung up.
 * @throws MailError not_found, forbidden, unavailable, login_failed
 */
export async function openIndex(account: Account, path: string): Promise<FolderIndex> {
  return (await openFolder(account, path)).index
}

/** As `openIndex`, with the views made of it. */
export async function openFolder(account: Account, path: string): Promise<OpenedFolder> {
  const opened = await openSoon(account, path, false)
  if (!opened.index.complete) await complete(account, opened)
  return opened
}

/**
 * As `openFolder`, but the flags of a large folder that was never opened may not be read yet: whoever asks for a list
 * of it need not wait for them. Call `completeLater` when the list is there.
 */
export function openForList(account: Account, path: string): Promise<OpenedFolder> {
  return openSoon(account, path, true)
}

/** Reads what `openForList` left out, in nobody's way. Failing is no matter: whoever needs it next tries again. */
export function completeLater(account: Account, path: string): void {
  unlessRefused(openIndex(account.shared, path))
}

function openSoon(account: Account, path: string, later: boolean): Promise<OpenedFolder> {
  const folder = knownFolder(account, path)
  if (folder.queued?.stopped) folder.queued = null
  if (!folder.running && !folder.queued) {
    folder.running = sync(account.shared, folder, null, later)
    return folder.running.join(account.signal)
  }
  folder.queued ??= sync(account.shared, folder, folder.running, later)
  return folder.queued.join(account.signal)
}

async function complete(account: Account, { folder, index }: OpenedFolder): Promise<void> {
  folder.completing ??= account.shared
    .use(
      folder.path,
      async (box) => {
        if (box.uidValidity !== index.uidValidity) throw new MailError('uidvalidity_changed')
        if (!index.complete) await completeIndex(box, index)
      },
      { repeatable: true },
    )
    .finally(() => {
      folder.completing = null
    })
  await folder.completing
  if (lastIndexOf(account, folder.path) === index) {
    notifyFolder(account, { kind: 'synced', path: folder.path, index, renumbered: false })
  }
}

/**
 * Told after a change of our own: syncs that folder where anybody knows it, so that every listener hears of it.
 * Failing is no matter here: the next request finds the same.
 */
export function afterChange(account: Account, path: string): void {
  if (!lastIndexOf(account, path)) {
    if (isHeard(account)) notifyFolder(account, { kind: 'touched', path })
    return
  }
  knownFolder(account, path).dirty = true
  unlessRefused(openIndex(account.shared, path))
}

function unlessRefused(opening: Promise<unknown>): void {
  opening.catch((error: unknown) => {
    if (!(error instanceof MailError)) throw error
  })
}

/** A sync, begun when the one before it is over. */
function sync(
  account: Account,
  folder: KnownFolder,
  before: JoinedWork<OpenedFolder> | null,
  later: boolean,
): JoinedWork<OpenedFolder> {
  const work = new JoinedWork(async (signal) => {
    if (before) {
      await before.over
      if (folder.queued === work) folder.queued = null
      signal.throwIfAborted()
      folder.running = work
    }
    try {
      return await syncNow(account, folder, { signal, later })
    } finally {
      if (folder.running === work) folder.running = null
      countFolder(account, folder)
    }
  })
  return work
}

type SyncOptions = { signal: AbortSignal; later: boolean }

async function syncNow(
  account: Account,
  folder: KnownFolder,
  { signal, later }: SyncOptions,
): Promise<OpenedFolder> {
  const { path } = folder
  const before = folder.index
  const version = before?.version
  const { dirty } = folder
  folder.dirty = false
  try {
    const look = await account.command((connection) => lookAt(connection, folder, dirty), {
      repeatable: true,
      signal,
    })
    if (!look.quiet && !isTrue(before, look.state)) {
      await account.use(path, (box) => bringTrue(box, folder, look.state, later), {
        repeatable: true,
        signal,
      })
    } else if (look.selection) folder.seen = look.selection
  } catch (error) {
    folder.dirty ||= dirty
    if (error instanceof MailError && error.code === 'not_found') {
      folder.index = null
      forgetFolder(account, path)
      notifyFolder(account, { kind: 'gone', path })
    }
    throw error
  }
  const index = folder.index
  if (!index) throw new MailError('unavailable')
  const renumbered = before !== null && before !== index
  if (index.complete && (renumbered || index.version !== version))
    notifyFolder(account, { kind: 'synced', path, index, renumbered })
  return { folder, index, views: folder.views }
}

/** `quiet`: the selection that the index was compared with has reported nothing since. */
type Look = { quiet: boolean; state: FolderState | null; selection: Selection | null }

/**
 * Looks whether anything happened: in one round trip where nothing did.
 * In the selected folder that takes a NOOP: STATUS answers from what this connection was told (RFC 3501 §6.3.10).
 */
async function lookAt(connection: Connection, folder: KnownFolder, dirty: boolean): Promise<Look> {
  let box = connection.selected?.path === folder.path ? connection.selected : null
  if (box) await connection.run('NOOP', [])
  if (box?.doubted) {
    await connection.deselect(folder.path)
    box = null
  }
  const selection = box && selectionOf(box)
  const quiet = !dirty && folder.index !== null && selection !== null && isSame(folder.seen, selection)
  return { quiet, selection, state: quiet ? null : await readFolderState(connection, folder.path) }
}

function isSame(a: Selection | null, b: Selection): boolean {
  return a?.box.deref() === b.box.deref() && a?.reports === b.reports
}

function isTrue(index: FolderIndex | null, state: FolderState | null): boolean {
  return (
    index !== null &&
    state !== null &&
    index.uidValidity === state.uidValidity &&
    index.modseq === state.highestModseq &&
    index.total === state.total &&
    index.uidNext === state.uidNext
  )
}
