/** Brings a folder's index true with the server: whoever asks or is told of something, it is always this way. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, Connection, OpenBox } from './account.ts'
import { buildIndex } from './build-index.ts'
import { fetchFlags } from './fetch-flags.ts'
import { fetchNews, uidsWithin } from './fetch-news.ts'
import type { FolderIndex } from './folder-index.ts'
import { FolderViews } from './folder-views.ts'
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
} from './known-folders.ts'
import { uidNextOf } from './next-uid.ts'
import { type FolderState, readFolderState } from './read-folder-state.ts'
import { searchMessages } from './search-messages.ts'

/**
 * A folder's index, compared with the server before it is answered: one round trip where nothing happened.
 * Calls that come while a sync runs share the one after it, since the running one may have looked too early.
 * @throws MailError not_found, forbidden, unavailable, login_failed
 */
export async function openIndex(account: Account, path: string): Promise<FolderIndex> {
  return (await openFolder(account, path)).index
}

/** As `openIndex`, with the views made of it. */
export function openFolder(account: Account, path: string): Promise<OpenedFolder> {
  const folder = knownFolder(account, path)
  if (!folder.running && !folder.queued) return run(account, folder)
  folder.queued ??= Promise.resolve(folder.running).then(
    () => run(account, folder),
    () => run(account, folder),
  )
  return folder.queued
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
  openIndex(account, path).catch((error: unknown) => {
    if (!(error instanceof MailError)) throw error
  })
}

function run(account: Account, folder: KnownFolder): Promise<OpenedFolder> {
  folder.queued = null
  const running = syncNow(account, folder).finally(() => {
    if (folder.running === running) folder.running = null
    countFolder(account, folder)
  })
  folder.running = running
  return running
}

async function syncNow(account: Account, folder: KnownFolder): Promise<OpenedFolder> {
  const { path } = folder
  const before = folder.index
  const version = before?.version
  const { dirty } = folder
  folder.dirty = false
  try {
    const look = await account.command((connection) => lookAt(connection, folder, dirty), {
      repeatable: true,
    })
    if (!look.quiet && !isTrue(before, look.state)) {
      await account.use(path, (box) => bringTrue(box, folder, look.state), { repeatable: true })
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
  if (renumbered || index.version !== version)
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

function selectionOf(box: OpenBox): Selection {
  return { box: new WeakRef(box), reports: box.reports }
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

/**
 * Reads what changed. `state` was read before the folder was selected, or in it after a NOOP: what it counts is in the
 * index after this, and what came later comes again.
 */
async function bringTrue(box: OpenBox, folder: KnownFolder, state: FolderState | null): Promise<void> {
  const selection = selectionOf(box)
  let { index } = folder
  if (index?.uidValidity !== box.uidValidity) {
    index = await buildIndex(box)
    folder.index = index
    folder.views = new FolderViews()
  } else if (state && index.modseq !== null && box.highestModseq !== null) {
    await readNews(box, index, index.modseq, state)
  } else {
    await readEverything(box, index)
  }
  folder.seen = selection
  if (state?.uidValidity !== index.uidValidity) return
  index.modseq = state.highestModseq
  index.uidNext = Math.max(index.uidNext, state.uidNext)
}

/** CONDSTORE, with QRESYNC in the same round trip; the count tells whether anything is missing or too much. */
async function readNews(box: OpenBox, index: FolderIndex, since: bigint, state: FolderState): Promise<void> {
  const news = await fetchNews(box, since)
  const removed = news.vanished ? uidsWithin(news.vanished, index.uids) : []
  // A set may name what came after it was made: a message that has just told its flags is there.
  index.update({ removed: removed.filter((uid) => !news.flags.has(uid)), flags: news.flags })
  if (index.total === state.total) return
  const there = await searchMessages(box, { kind: 'all' })
  const missing = there.filter((uid) => !index.has(uid))
  const flags = missing.length > 0 ? await fetchFlags(box, missing) : new Map()
  index.update({ removed: absentFrom(there, index), flags: flagRows(flags) })
}

/** The reference path: all UIDs and flags. */
async function readEverything(box: OpenBox, index: FolderIndex): Promise<void> {
  index.uidNext = Math.max(index.uidNext, await uidNextOf(box))
  const rows = await fetchFlags(box, 'all')
  index.update({ removed: absentFrom(rows.keys(), index), flags: flagRows(rows) })
}

function absentFrom(there: Iterable<number>, index: FolderIndex): number[] {
  const known = new Set(there)
  return Array.from(index.uids).filter((uid) => !known.has(uid))
}

function* flagRows(rows: ReadonlyMap<number, { flags: string[] }>): Generator<[number, string[]]> {
  for (const [uid, { flags }] of rows) yield [uid, flags]
}
