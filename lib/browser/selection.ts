/** Which messages are selected: some rows, or a whole view but for some. */
import type { Selection } from '#lib/api/changes.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { wasSeen } from '#lib/mail/apply-change.ts'
import { externalStore, useExternalStore } from './external-store.ts'
import type { Until } from './list-page.ts'
import type { ListView } from './list-view.ts'

/** Some rows, or a whole view. */
export type Selected =
  | { kind: 'rows'; ids: ReadonlySet<MessageId>; anchor: MessageId | null }
  /** Every message of the view as far as it was seen then. `numbering`: by folder its UIDVALIDITY, as far as rows told. */
  | {
      kind: 'view'
      view: ListView
      until: Until
      numbering: Readonly<Record<FolderId, number>>
      except: ReadonlySet<MessageId>
    }

export const NOTHING: Selected = { kind: 'rows', ids: new Set(), anchor: null }

/** All of a view, as it is seen now: these are its rows. */
export function wholeView(view: ListView, until: Until, rows: readonly (MessageId | undefined)[]): Selected {
  const names = rows.flatMap((id) => (id === undefined ? [] : messageNameOf(id)))
  const numbering = Object.fromEntries(names.map(({ folderId, uidValidity }) => [folderId, uidValidity]))
  return { kind: 'view', view, until, numbering, except: new Set() }
}

/** Whether this message is among them. */
export function isSelected(selected: Selected, id: MessageId): boolean {
  return selected.kind === 'rows'
    ? selected.ids.has(id)
    : !selected.except.has(id) && wasSeen(selected.until, id)
}

/** How many that is, where these are the view's rows: mail that came since is not among them. */
export function countOf(selected: Selected, rows: readonly (MessageId | undefined)[]): number {
  if (selected.kind === 'rows') return selected.ids.size
  const came = rows.filter((id) => id !== undefined && !wasSeen(selected.until, id)).length
  return Math.max(0, rows.length - came - selected.except.size)
}

/** One row more, or one less. It is where a range begins. What came after a whole view was selected can't join it. */
export function toggled(selected: Selected, id: MessageId): Selected {
  if (selected.kind === 'view' && !wasSeen(selected.until, id)) return selected
  const set = new Set(selected.kind === 'rows' ? selected.ids : selected.except)
  if (!set.delete(id)) set.add(id)
  return selected.kind === 'rows' ? { kind: 'rows', ids: set, anchor: id } : { ...selected, except: set }
}

/** The rows from where the last one was selected to this one, added. Rows that aren't loaded are left out. */
export function ranged(
  selected: Selected,
  rows: readonly (MessageId | undefined)[],
  to: MessageId,
): Selected {
  if (selected.kind === 'view') return toggled(selected, to)
  const [a, b] = [rows.indexOf(selected.anchor ?? to), rows.indexOf(to)]
  if (a < 0 || b < 0) return toggled(selected, to)
  const between = rows.slice(Math.min(a, b), Math.max(a, b) + 1).filter((id) => id !== undefined)
  return { kind: 'rows', ids: new Set([...selected.ids, ...between]), anchor: selected.anchor ?? to }
}

/** The same selection without rows that have left the list. */
export function without(selected: Selected, gone: (id: MessageId) => boolean): Selected {
  if (selected.kind === 'view' || ![...selected.ids].some(gone)) return selected
  return { ...selected, ids: new Set([...selected.ids].filter((id) => !gone(id))) }
}

/** What a change is told. */
export function messagesOf(selected: Selected): Selection {
  if (selected.kind === 'rows') return { ids: [...selected.ids] }
  const { view, until, numbering, except } = selected
  return {
    all: {
      folderId: view.everywhere ? 'all' : view.folderId,
      until: typeof until === 'object' ? { ...until } : until,
      uidValidity: { ...numbering },
      ...(view.q ? { q: view.q } : {}),
      ...(view.filter.length > 0 && !view.everywhere ? { filter: [...view.filter] } : {}),
      ...(except.size > 0 ? { except: [...except] } : {}),
      // A folder as a whole is the same messages either way.
      ...(view.threads && (view.q || view.filter.length > 0 || except.size > 0) ? { threads: true } : {}),
    },
  }
}

const store = externalStore<Selected>(NOTHING)

export const selection = { get: store.get, set: store.set, clear: () => store.set(NOTHING) }

export function useSelection(): Selected {
  return useExternalStore(store)
}
