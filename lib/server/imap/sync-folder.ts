/** Brings a folder's index true with the server: whoever asks or is told of something, it is always this way. */
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, OpenBox } from './account.ts'
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
} from './known-folders.ts'
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
  if (!folder.running) return run(account, folder)
  folder.queued ??= folder.running.then(
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
    const state = await account.command((connection) => readFolderState(connection, path), {
      repeatable: true,
    })
    if (!before || !state || !isTrue(before, state)) {
      await account.use(path, (box) => bringTrue(box, folder, { state, dirty }), { repeatable: true })
    }
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

function isTrue(index: FolderIndex, state: FolderState): boolean {
  return (
    index.uidValidity === state.uidValidity &&
    index.modseq === state.highestModseq &&
    index.total === state.total &&
    index.uidNext === state.uidNext
  )
}

/** `state` was read before: what it counts is in the index after this; what came later comes again. */
async function bringTrue(
  box: OpenBox,
  folder: KnownFolder,
  { state, dirty }: { state: FolderState | null; dirty: boolean },
): Promise<void> {
  await box.run('NOOP', [])
  const index = folder.index
  if (index?.uidValidity !== box.uidValidity) {
    folder.seen = null
    folder.views = new FolderViews()
    const reports = box.reports
    folder.index = await buildIndex(box)
    folder.seen = { box: new WeakRef(box), reports }
  } else if (state && index.modseq !== null && box.highestModseq !== null) {
    await readNews(box, index, index.modseq, state)
  } else {
    const quiet = folder.seen?.box.deref() === box && folder.seen.reports === box.reports
    // Without mod-sequences a selection that reported nothing since is all there is to go by.
    if (state || dirty || !quiet) await readEverything(box, folder, index)
  }
  if (!folder.index || !state || folder.index.uidValidity !== state.uidValidity) return
  folder.index.modseq = state.highestModseq
  folder.index.uidNext = Math.max(folder.index.uidNext, state.uidNext)
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
async function readEverything(box: OpenBox, folder: KnownFolder, index: FolderIndex): Promise<void> {
  const { reports } = box
  const rows = await fetchFlags(box, 'all')
  index.update({ removed: absentFrom(rows.keys(), index), flags: flagRows(rows) })
  index.uidNext = Math.max(index.uidNext, box.uidNext)
  folder.seen = { box: new WeakRef(box), reports }
}

function absentFrom(there: Iterable<number>, index: FolderIndex): number[] {
  const known = new Set(there)
  return Array.from(index.uids).filter((uid) => !known.has(uid))
}

function* flagRows(rows: ReadonlyMap<number, { flags: string[] }>): Generator<[number, string[]]> {
  for (const [uid, { flags }] of rows) yield [uid, flags]
}
