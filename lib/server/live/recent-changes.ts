/** What was done to each mailbox lately, and from where: bounded in memory, told to whoever listens. */
import type { FolderId } from '#lib/api/ids.ts'
import type { Deed, FolderUndo, RecentChange } from '#lib/api/recent-changes.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { isKept } from '#lib/server/imap/undo-log.ts'
import type { Origin } from '#lib/server/session/origin.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { publish } from './publish.ts'

/** A change that has ended. Counts are of messages. */
export type Ended = {
  /** Its `changeId`; a new one where left out. */
  id?: string | undefined
  batch?: string | undefined
  deed: Deed
  count: number
  total: number
  folders: readonly FolderId[]
  /** The token that brings it back, or the folder's former state; null for neither. */
  undo: string | FolderUndo | null
  /** It deleted for good. */
  final: boolean
}

type Entry = Ended & { id: string; origin: Origin; at: number; undoneAt: number | null }

const LIMITS = { milliseconds: 24 * 60 * 60_000, perOwner: 100, inAll: 50_000 }
const MOST_FOLDERS = 20

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternRecentChanges?: Kept<Entry> }

function recent(): Kept<Entry> {
  home.posternRecentChanges ??= new Kept(LIMITS)
  return home.posternRecentChanges
}

/** Notes a change that has ended. */
export function noteEnded(account: Account, origin: Origin, ended: Ended): void {
  const id = ended.id?.toLowerCase() ?? crypto.randomUUID() // RFC 9562 §4: UUIDs are compared without case
  const folders = ended.folders.slice(0, MOST_FOLDERS)
  recent().put(account.key, id, { ...ended, id, folders, origin, at: Date.now(), undoneAt: null }, 1)
  publish(account, { name: 'recent', data: { id, undone: false } })
}

/** The change that this token brings back was undone; or not quite (`whole` is false), or can't be any more. */
export function noteUndone(account: Account, token: string, whole: boolean): void {
  const entry = recent()
    .all(account.key)
    .find(({ undo }) => undo === token)
  if (!entry) return
  if (whole) entry.undoneAt = Date.now()
  publish(account, { name: 'recent', data: { id: entry.id, undone: whole } })
}

/** What was done lately, the newest first, as the session `sid` sees it. */
export function recentChanges(accountKey: string, sid: string): RecentChange[] {
  return recent()
    .all(accountKey)
    .reverse()
    .map((entry) => ({
      id: entry.id,
      batch: entry.batch ?? null,
      at: new Date(entry.at).toISOString(),
      deed: entry.deed,
      count: entry.count,
      total: entry.total,
      folders: [...entry.folders],
      by: { current: entry.origin.sid === sid, userAgent: entry.origin.userAgent, tab: entry.origin.tab },
      undo: undoOf(accountKey, entry),
      undoneAt: entry.undoneAt === null ? null : new Date(entry.undoneAt).toISOString(),
      final: entry.final,
    }))
}

function undoOf(accountKey: string, { undo }: Entry): RecentChange['undo'] {
  if (typeof undo !== 'string') return undo
  return isKept(accountKey, undo) ? { kind: 'undo', token: undo } : null
}
