/** Selecting rows of the list that is on the screen. */
import type { MessageId } from '#lib/api/ids.ts'
import { currentList, cursor } from '#lib/browser/current-list.ts'
import { ranged, selection, toggled } from '#lib/browser/selection.ts'

/** So many rows at most are loaded for a range: beyond that the whole view can be selected. */
const RANGE = 1000

/** Selects one row more, or takes it out. */
export function selectRow(id: MessageId): void {
  cursor.set(id)
  selection.set(toggled(selection.get(), id))
}

/** Selects from the last selected (or the open) row to this one; rows in between that were scrolled past are loaded. */
export async function selectRange(id: MessageId): Promise<void> {
  const list = currentList.get()
  const before = selection.get()
  if (!list || before.kind === 'view') return selectRow(id)
  const anchor = before.anchor ?? cursor.get() ?? id
  const [a, b] = [list.ids.indexOf(anchor), list.ids.indexOf(id)]
  if (a < 0 || b < 0) return selectRow(id)
  const [first, last] = [Math.min(a, b), Math.min(Math.max(a, b), Math.min(a, b) + RANGE - 1)]
  await list.pages.ensure(first, last)
  const rows = currentList.get()?.ids ?? list.ids
  selection.set(ranged({ ...before, anchor }, rows, id))
}

/** Selects every row that is loaded. */
export function selectLoaded(): void {
  const ids = (currentList.get()?.ids ?? []).filter((id) => id !== undefined)
  selection.set({ kind: 'rows', ids: new Set(ids), anchor: ids[0] ?? null })
}
