/** Folder counts with the pending changes painted on them. */
import type { Change } from '#lib/api/changes.ts'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { type Asked, flagsAfter, leavesBy } from './apply-change.ts'

/** The row as the server said it last; undefined for one that isn't known, or is known to be gone. */
export type TruthOf = (id: MessageId) => Pick<MessageSummary, 'id' | 'folderId' | 'flags'> | undefined

export type Count = { total: number; unread: number }
type Delta = Count & { folderId: FolderId }

const unreadOf = (flags: readonly string[]) => (flags.includes('\\Seen') ? 0 : 1)

/**
 * The folders with their counts as they will be once `pending` is done.
 *
 * Named messages count by the difference to their truth, so that a truth which has the change already counts
 * nothing twice; a whole folder counts as a state (all read is 0 unread). What can't be known (messages of a view
 * that were never loaded) is left to the server.
 */
export function countsAfter(
  folders: readonly Folder[],
  pending: readonly Asked[],
  truthOf: TruthOf,
): Folder[] {
  if (pending.length === 0) return [...folders]
  const tally = new Map<FolderId, Count>()
  for (const { id, total, unread } of folders) {
    if (total !== null && unread !== null) tally.set(id, { total, unread })
  }
  for (const [at, asked] of pending.entries()) {
    const before = pending.slice(0, at)
    const whole = wholeFolder(asked.change)
    const deltas = whole
      ? wholeDeltas(asked, whole, tally.get(whole), before, truthOf)
      : namedDeltas(asked, before, truthOf)
    for (const delta of deltas) add(tally, delta)
    for (const delta of arrivals(asked.change, deltas, folders)) add(tally, delta)
  }
  return folders.map((folder) => ({ ...folder, ...tally.get(folder.id) }))
}

function add(tally: Map<FolderId, Count>, { folderId, total, unread }: Delta): void {
  const counts = tally.get(folderId)
  if (!counts) return
  counts.total = Math.max(0, counts.total + total)
  counts.unread = Math.max(0, counts.unread + unread)
}

/** What named messages take from their folders; for a copy, as a move would. */
function namedDeltas(asked: Asked, before: readonly Asked[], truthOf: TruthOf): Delta[] {
  const deltas: Delta[] = []
  for (const id of namedBy(asked)) {
    const truth = truthOf(id)
    if (!truth || leavesBy(before, id)) continue
    const flags = flagsAfter(before, id, truth.flags)
    const unread = unreadOf(flags)
    if (asked.change.kind !== 'flag') deltas.push({ folderId: truth.folderId, total: -1, unread: -unread })
    else
      deltas.push({
        folderId: truth.folderId,
        total: 0,
        unread: unreadOf(flagsAfter([asked], id, flags)) - unread,
      })
  }
  return deltas
}

/** What a whole folder but some messages loses. */
function wholeDeltas(
  { change }: Asked,
  folderId: FolderId,
  counts: Count | undefined,
  before: readonly Asked[],
  truthOf: TruthOf,
): Delta[] {
  if (!counts || change.kind === 'undo') return []
  const kept = exceptOf(change).flatMap((id) => (leavesBy(before, id) ? [] : (truthOf(id) ?? [])))
  const keptUnread = kept.reduce((sum, { id, flags }) => sum + unreadOf(flagsAfter(before, id, flags)), 0)
  const [total, unread] = [counts.total - kept.length, counts.unread - keptUnread]
  if (change.kind !== 'flag') return [{ folderId, total: -total, unread: -unread }]
  if (change.remove?.includes('\\Seen')) return [{ folderId, total: 0, unread: total - unread }]
  return change.add?.includes('\\Seen') ? [{ folderId, total: 0, unread: -unread }] : []
}

/** What leaves, seen from where it comes to. A copy gives the source back what it didn't lose. */
function arrivals(change: Change, deltas: readonly Delta[], folders: readonly Folder[]): Delta[] {
  if (change.kind === 'flag' || change.kind === 'undo') return []
  return deltas.flatMap(({ folderId, total, unread }) => {
    const back = { total: -total, unread: -unread }
    const to = targetOf(change, folderId, folders)
    const came = to === null ? [] : [{ folderId: to, ...back }]
    return change.kind === 'copy' ? [{ folderId, ...back }, ...came] : came
  })
}

/** The folder a change is about from end to end, or null. */
function wholeFolder(change: Change): FolderId | null {
  if (change.kind === 'undo' || !('all' in change.messages)) return null
  const { folderId, q, filter } = change.messages.all
  return q || filter?.length ? null : folderId
}

function exceptOf(change: Change): readonly MessageId[] {
  return change.kind !== 'undo' && 'all' in change.messages ? (change.messages.all.except ?? []) : []
}

function namedBy({ change, touched }: Asked): Iterable<MessageId> {
  if (change.kind === 'undo') return []
  return 'ids' in change.messages ? new Set(change.messages.ids) : (touched ?? [])
}

/** Where the messages are found afterwards besides their folder; null where nowhere. */
function targetOf(change: Change, source: FolderId, folders: readonly Folder[]): FolderId | null {
  if (change.kind === 'move' || change.kind === 'copy') return change.to
  const trash = folders.find(({ role }) => role === 'trash')
  return change.kind === 'delete' && trash && !isWithin(source, trash.id, folders) ? trash.id : null
}

/** Whether `id` is `ancestor` or below it: from there, deleting is for good. */
function isWithin(id: FolderId, ancestor: FolderId, folders: readonly Folder[]): boolean {
  for (let at: FolderId | null = id, steps = 0; at !== null && steps < 100; steps++) {
    if (at === ancestor) return true
    at = folders.find((folder) => folder.id === at)?.parentId ?? null
  }
  return false
}

/** What a change does to the folders' counts, on top of the changes that are pending already. */
export function countsOf(
  folders: readonly Folder[],
  pending: readonly Asked[],
  asked: Asked,
  truthOf: TruthOf,
): Map<FolderId, Count> {
  const before = countsAfter(folders, pending, truthOf)
  const after = countsAfter(folders, [...pending, asked], truthOf)
  const counts = new Map<FolderId, Count>()
  for (const [at, { id, total, unread }] of after.entries()) {
    const count = {
      total: (total ?? 0) - (before[at]?.total ?? 0),
      unread: (unread ?? 0) - (before[at]?.unread ?? 0),
    }
    if (count.total !== 0 || count.unread !== 0) counts.set(id, count)
  }
  return counts
}
