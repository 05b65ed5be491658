/**
 * Where a list stands after rows came or went: what is in sight stays where it is. Arithmetic only.
 *
 * At its very top a list that nobody points at shows what is new at once. Under a pointer, and everywhere else, new rows
 * come above what is in sight, out of it: they are counted, and shown when somebody asks or the pointer leaves.
 */
import type { MessageId } from '#lib/api/ids.ts'

/** Messages by place; a hole is a row that is not loaded. */
export type Rows = readonly (MessageId | undefined)[]

/** A list before and after rows came or went, and where somebody looks. */
export type Standing = {
  before: Rows
  after: Rows
  /** How far the list was scrolled, in px. */
  top: number
  rowHeight: number
  /** The row that the pointer is over, as its place in `before`; null: it is elsewhere. */
  over: number | null
  /** Whether the person brought this message here, by an undo for instance: that is no news. */
  isOwn: (id: MessageId) => boolean
}

/** What came above: the messages, and how many more of which only the number is known. */
export type Came = { ids: readonly MessageId[]; unseen: number }

const NOTHING: Came = { ids: [], unseen: 0 }

/** Whether a list is at its top: less than half a row is out of sight. */
export function isAtTop(top: number, rowHeight: number): boolean {
  return top < rowHeight / 2
}

/** `top`: how far the list is scrolled now, in px. */
export function standAfter(standing: Standing): { top: number; came: Came } {
  const { after, top, rowHeight, over } = standing
  const kept = rowToKeep(standing)
  if (!kept) return { top, came: NOTHING }
  const shift = kept.now - kept.place
  const came = cameAbove(standing, kept.now, shift)
  const held = over !== null && shift > 0 && came.ids.length + came.unseen > 0
  if (isAtTop(top, rowHeight) && !held) return { top, came: NOTHING }
  return { top: Math.min(after.length * rowHeight, Math.max(0, top + shift * rowHeight)), came }
}

/** So many rows are looked at for one that is still there. */
const TRIED = 40

/** What stays in its place: the row under the pointer, else the first one in sight that is still there. */
function rowToKeep({ before, after, top, rowHeight, over }: Standing): { place: number; now: number } | null {
  const first = Math.floor(top / rowHeight)
  const inSight = Array.from({ length: TRIED }, (_, at) => first + at)
  for (const place of over === null ? inSight : [over, ...inSight]) {
    const id = before[place]
    const now = id === undefined ? -1 : after.indexOf(id)
    if (now >= 0) return { place, now }
  }
  return null
}

function cameAbove({ before, after, isOwn }: Standing, now: number, shift: number): Came {
  const known = new Set(before)
  const above = after.slice(0, now)
  const fresh = above.filter((id) => id !== undefined && !known.has(id)) as MessageId[]
  if (shift > 0) {
    const ids = fresh.filter((id) => !isOwn(id)).slice(0, shift)
    return { ids, unseen: Math.max(0, shift - fresh.length) }
  }
  // A conversation that rose to the top moves nothing below the place where it was.
  const end = above.findIndex((id) => id === undefined || known.has(id))
  const risen = before[0] === undefined ? [] : fresh.slice(0, Math.max(0, end))
  return { ids: risen.filter((id) => !isOwn(id)), unseen: 0 }
}
