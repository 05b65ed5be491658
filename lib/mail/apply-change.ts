/**
 * Changes and pushes, painted. What is painted = the server's truth + the pending changes, recomputed.
 *
 * Pure and idempotent: a change says the wished state, so painting it on a truth that has it already (the echo of
 * one's own change) alters nothing, and painting it twice is painting it once. Nothing here is ever taken back:
 * a change that fails is left out of the next painting.
 */
import type { Change, View } from '#lib/api/changes.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'

/** A change on its way. */
export type Asked = {
  change: Change
  /** For a view with a search or filter: its rows that were loaded. Only the server knows the others. */
  touched?: ReadonlySet<MessageId>
}

// A painting asks for every row: an array of 1,000 ids is looked up by a set, made once a change.
const named = new WeakMap<readonly MessageId[], ReadonlySet<MessageId>>()

function setOf(ids: readonly MessageId[]): ReadonlySet<MessageId> {
  const set = named.get(ids) ?? new Set(ids)
  named.set(ids, set)
  return set
}

/** Whether a change is about this message, as far as the browser can know. An undo is about none: it isn't painted. */
export function covers({ change, touched }: Asked, id: MessageId): boolean {
  if (change.kind === 'undo') return false
  if ('ids' in change.messages) return setOf(change.messages.ids).has(id)
  const { q, filter } = change.messages.all
  if (!mayBeOf(change.messages.all)(id)) return false
  return q || filter?.length ? (touched?.has(id) ?? false) : true
}

/** Whether messages leave their folder by this change. */
function takesAway({ change }: Asked): boolean {
  return change.kind === 'move' || change.kind === 'delete' || change.kind === 'expunge'
}

/** The flags a message has once `pending` is done, in the order it was asked. `truth` is what the server said last. */
export function flagsAfter(
  pending: readonly Asked[],
  id: MessageId,
  truth: readonly string[],
): readonly string[] {
  let flags = truth
  for (const asked of pending) {
    const { change } = asked
    if (change.kind !== 'flag' || !covers(asked, id)) continue
    flags = withFlags(flags, change)
  }
  return flags
}

/** Whether a message is out of its folder once `pending` is done. */
export function leavesBy(pending: readonly Asked[], id: MessageId): boolean {
  return pending.some((asked) => takesAway(asked) && covers(asked, id))
}

/** A wished state of flags: a delta, never the whole set. */
export type FlagWish = { add?: readonly string[]; remove?: readonly string[] }

/** Flags once a wish is fulfilled, each once. Asking twice is the same as asking once. */
export function withFlags(flags: readonly string[], { add = [], remove = [] }: FlagWish): string[] {
  const kept = flags.filter((flag) => !hasFlag(remove, flag))
  return [...kept, ...add].filter((flag, at, all) => all.findIndex((other) => sameFlag(other, flag)) === at)
}

/** Whether a flag is set. */
export function hasFlag(flags: readonly string[], flag: string): boolean {
  return flags.some((other) => sameFlag(other, flag))
}

/** RFC 9051 §2.3.2: flags are compared without case. */
export function sameFlag(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase()
}

/**
 * A list without the rows that are `gone`: by a pending change, or by a push that says so.
 * @param rows by place; a hole is a row that wasn't loaded, and stays one.
 */
export function withoutRows(
  rows: readonly (MessageId | undefined)[],
  gone: (id: MessageId) => boolean,
): (MessageId | undefined)[] {
  const left: (MessageId | undefined)[] = []
  let length = 0
  for (let at = 0; at < rows.length; at++) {
    const id = rows[at]
    if (id !== undefined && gone(id)) continue
    if (id !== undefined) left[length] = id
    length++
  }
  left.length = length
  return left
}

/** Whether two changes could be about the same message, so that the later one has to wait for the earlier. */
export function overlaps(earlier: Asked, later: Asked): boolean {
  const [a, b] = [earlier.change, later.change]
  // What an undo brings back is the server's knowledge: nothing passes it.
  if (a.kind === 'undo' || b.kind === 'undo') return true
  if ('ids' in a.messages && 'ids' in b.messages) {
    const ids = setOf(a.messages.ids)
    return b.messages.ids.some((id) => ids.has(id))
  }
  if ('all' in a.messages && 'ids' in b.messages) return b.messages.ids.some(mayBeOf(a.messages.all))
  if ('ids' in a.messages && 'all' in b.messages) return a.messages.ids.some(mayBeOf(b.messages.all))
  const [here, there] = [foldersOf(a), foldersOf(b)]
  if (here === 'everywhere' || there === 'everywhere') return true
  return [...there].some((folder) => here.has(folder))
}

/** Whether a message could be one of a view: what is found or filtered only the server knows. */
function mayBeOf({ folderId, until, except }: View): (id: MessageId) => boolean {
  return (id) => {
    const { folderId: folder } = messageNameOf(id)
    if ((folderId !== 'all' && folder !== folderId) || (except && setOf(except).has(id))) return false
    return wasSeen(until, id)
  }
}

/** Whether a message was there when a person saw the view: below its `until`, in a folder that has one. */
export function wasSeen(until: View['until'], id: MessageId): boolean {
  if (until === undefined) return true
  const { folderId, uid } = messageNameOf(id)
  return uid < (typeof until === 'number' ? until : (until[folderId] ?? 0))
}

/** The folders a change is about; `everywhere`: it could be any of them. */
function foldersOf(change: Exclude<Change, { kind: 'undo' }>): Set<FolderId> | 'everywhere' {
  const { messages } = change
  if ('ids' in messages) return new Set(messages.ids.map((id) => messageNameOf(id).folderId))
  const { folderId, until } = messages.all
  if (folderId !== 'all') return new Set([folderId])
  return typeof until === 'object' ? new Set(Object.keys(until)) : 'everywhere'
}

/**
 * A move gives messages new ids: what waits behind it is told.
 * @param moved old id → new id; null where the server didn't tell.
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
