/** A conversation that rises to the top while the mouse is on its row stays there until the mouse goes elsewhere. */
import { useMemo, useSyncExternalStore } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { type ConversationRows, rowOf } from '#lib/mail/conversation-rows.ts'
import { currentList } from './current-list.ts'
import { externalStore } from './external-store.ts'

/** The row as it was called when the mouse came, and the rows that were below it then. */
type Pointed = { id: MessageId; below: readonly (MessageId | undefined)[] }

/** So many rows below are looked at for one that is still there. */
const TRIED = 40

const pointed = externalStore<Pointed | null>(null)

/** The mouse is on the row of this message, or on none. */
export function pointAt(id: MessageId | null): void {
  const { ids = [], view } = currentList.get() ?? {}
  const at = id && view?.threads ? ids.indexOf(id) : -1
  const now = id && at >= 0 ? { id, below: ids.slice(at + 1, at + 1 + TRIED) } : null
  // Where the mouse is now is known to the list a moment later: what gives way then gives way above it.
  requestAnimationFrame(() => pointed.set(now))
}

/** From which place to which a row is held back; null where none is. */
export function heldBack({ ids, members }: ConversationRows, at: Pointed | null): [number, number] | null {
  const row = at && rowOf({ ids, members }, at.id)
  const next = at?.below.find((id) => id !== undefined && ids.includes(id))
  if (!row || !next) return null
  const [from, to] = [ids.indexOf(row), ids.indexOf(next) - 1]
  return from < to ? [from, to] : null
}

/** The rows with the one under the mouse where it was. */
export function usePointedRowHeld(rows: ConversationRows | null): ConversationRows | null {
  const held = useSyncExternalStore(
    pointed.subscribe,
    () => (rows && heldBack(rows, pointed.get())?.join()) ?? null,
    () => null,
  )
  return useMemo(() => {
    if (!rows || !held) return rows
    const [from = 0, to = 0] = held.split(',').map(Number)
    const ids = rows.ids.slice()
    ids.splice(to, 0, ...ids.splice(from, 1))
    return { ...rows, ids }
  }, [rows, held])
}
