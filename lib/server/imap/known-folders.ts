/** What this process knows of folders: one entry an open folder, in a byte-bounded LRU, for all accounts. */
import { config } from '#lib/server/config/config.ts'
import type { Account, OpenBox } from './account.ts'
import type { FolderIndex } from './folder-index.ts'
import { FolderViews } from './folder-views.ts'
import type { JoinedWork } from './joined-work.ts'

/** A selected folder, and how many reports it had given then. */
export type Selection = { box: WeakRef<OpenBox>; reports: number }

/** How far an open folder has reported by now. */
export function selectionOf(box: OpenBox): Selection {
  return { box: new WeakRef(box), reports: box.reports }
}

/** A folder that was opened. Nothing here outlives a change of UIDVALIDITY but the entry itself. */
export type KnownFolder = {
  readonly path: string
  index: FolderIndex | null
  /** The keywords that its messages can have: any, none, or only these; undefined before it was opened. */
  keywords: boolean | string[] | undefined
  views: FolderViews
  /** The selection the index was last compared with. */
  seen: Selection | null
  /** We changed something there ourselves since: no report tells of that. */
  dirty: boolean
  /** What it was last counted with. */
  bytes: number
  running: JoinedWork<OpenedFolder> | null
  queued: JoinedWork<OpenedFolder> | null
  completing: Promise<void> | null
}

/** A folder after a sync: its index, and the views made of that index. */
export type OpenedFolder = { folder: KnownFolder; index: FolderIndex; views: FolderViews }

/** What became of a folder: `synced` after every sync that changed its index, `gone`, or counts that may differ. */
export type FolderNotice =
  | { kind: 'synced'; path: string; index: FolderIndex; renumbered: boolean }
  | { kind: 'gone'; path: string }
  | { kind: 'touched'; path: string }

type Listener = (notice: FolderNotice) => void
type Shared = { folders: Map<string, KnownFolder>; bytes: number; listeners: Map<string, Set<Listener>> }

/** Of what the process may keep: the rest is for rows of lists. */
const SHARE = 0.6

const holder = globalThis as typeof globalThis & { posternFolders?: Shared }

function shared(): Shared {
  holder.posternFolders ??= { folders: new Map(), bytes: 0, listeners: new Map() }
  return holder.posternFolders
}

function keyOf(account: Account, path: string): string {
  return `${account.key}\0${path}`
}

/** The entry of a folder, made where there is none; the newest in the LRU from now on. */
export function knownFolder(account: Account, path: string): KnownFolder {
  const { folders } = shared()
  const key = keyOf(account, path)
  const folder = folders.get(key) ?? {
    path,
    index: null,
    keywords: undefined,
    views: new FolderViews(),
    seen: null,
    dirty: false,
    bytes: 0,
    running: null,
    queued: null,
    completing: null,
  }
  folders.delete(key)
  folders.set(key, folder)
  return folder
}

/** The index of a folder as it was last seen, without asking anyone; null where there is none. */
export function lastIndexOf(account: Account, path: string): FolderIndex | null {
  return shared().folders.get(keyOf(account, path))?.index ?? null
}

/** The keywords that messages of a folder can have, as it said when it was last opened. */
export function lastKeywordsOf(account: Account, path: string): boolean | string[] | undefined {
  return shared().folders.get(keyOf(account, path))?.keywords
}

/** Forgets a folder: it is gone, or has another name. */
export function forgetFolder(account: Account, path: string): void {
  forget(keyOf(account, path))
}

function forget(key: string): void {
  const { folders } = shared()
  const folder = folders.get(key)
  if (!folder || !folders.delete(key)) return
  shared().bytes -= folder.bytes
  folder.bytes = 0
}

/** Counts what a folder holds now, and lets go of what was used longest ago until the rest fits. */
export function countFolder(account: Account, folder: KnownFolder): void {
  const all = shared()
  const most = SHARE * config().cacheBytes
  if (all.folders.get(keyOf(account, folder.path)) !== folder) return
  const bytes = 500 + (folder.index?.bytes ?? 0) + folder.views.bytes
  all.bytes += bytes - folder.bytes
  folder.bytes = bytes
  for (const [key, oldest] of all.folders) {
    if (all.bytes <= most) return
    if (oldest !== folder && !oldest.running) forget(key)
  }
}

/** Listens to what becomes of an account's folders, until the returned function is called. */
export function onFolderNotice(account: Account, listener: Listener): () => void {
  const { listeners } = shared()
  const own: Listener = (notice) => listener(notice)
  const all = listeners.get(account.key) ?? new Set()
  listeners.set(account.key, all.add(own))
  return () => {
    all.delete(own)
    if (all.size === 0 && listeners.get(account.key) === all) listeners.delete(account.key)
  }
}

/** Whether anyone listens to this account. */
export function isHeard(account: Account): boolean {
  return shared().listeners.has(account.key)
}

export function notifyFolder(account: Account, notice: FolderNotice): void {
  for (const listener of shared().listeners.get(account.key) ?? []) listener(notice)
}
