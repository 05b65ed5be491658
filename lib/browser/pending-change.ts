/** A change on its way: what it asks, which messages it covers, what stands in its way. */
import * as z from 'zod/mini'
import { Change } from '#lib/api/changes.ts'
import { type MessageId, messageNameOf } from '#lib/api/ids.ts'

/** As it is kept over a reload. `since` is when it was asked for, in ms: the server forgets a changeId after 10 minutes. */
export const StoredChange = z.object({
  change: Change,
  changeId: z.uuid(),
  said: z.nullable(z.string()),
  since: z.number(),
})

export type PendingChange = z.infer<typeof StoredChange> & {
  /** `sent`: the server may have done it already. */
  state: 'waiting' | 'sent'
  /** Undone before the answer came: no longer painted, and undone on the server when it answers. */
  undone: boolean
  /** For a view with a search or filter: the rows of it that were loaded. */
  touched: ReadonlySet<MessageId>
}

/** Whether a change is about this message. */
export function covers({ change, touched }: PendingChange, id: MessageId): boolean {
  if (change.kind === 'undo') return false
  if ('ids' in change.messages) return change.messages.ids.includes(id)
  const { folderId, until, q, filter, except } = change.messages.all
  const name = messageNameOf(id)
  if (name.folderId !== folderId || except?.includes(id)) return false
  if (q || filter?.length) return touched.has(id)
  return until === undefined || name.uid < until
}

function foldersOf(change: Change): Set<string> {
  if (change.kind === 'undo') return new Set()
  if ('all' in change.messages) return new Set([change.messages.all.folderId])
  return new Set(change.messages.ids.map((id) => messageNameOf(id).folderId))
}

/** Whether two changes could be about the same message, so that the later one has to wait. */
export function overlaps(earlier: PendingChange, later: PendingChange): boolean {
  const [a, b] = [earlier.change, later.change]
  // What an undo brings back is the server's knowledge: nothing passes it.
  if (a.kind === 'undo' || b.kind === 'undo') return true
  if ('ids' in a.messages && 'ids' in b.messages) {
    const ids = new Set(a.messages.ids)
    return b.messages.ids.some((id) => ids.has(id))
  }
  const folders = foldersOf(a)
  return [...foldersOf(b)].some((folder) => folders.has(folder))
}

/**
 * A move gives messages new ids: what waits behind it is told.
 * @returns the change about the same messages under their new names, or null where none of them can be named any more.
 */
export function renamed(change: Change, moved: ReadonlyMap<MessageId, MessageId | null>): Change | null {
  if (change.kind === 'undo' || !('ids' in change.messages)) return change
  const ids = change.messages.ids.flatMap((id) => {
    const now = moved.get(id)
    return now === undefined ? [id] : now === null ? [] : [now]
  })
  return ids.length === 0 && change.messages.ids.length > 0 ? null : { ...change, messages: { ids } }
}
