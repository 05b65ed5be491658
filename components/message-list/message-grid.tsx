// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
'use client'
// The virtualizer hands out an object that changes in place: remembering by identity would freeze the list.
'use no memo'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { cursor as cursorStore, neighbourOf, useCursor } from '#lib/browser/current-list.ts'
import { type ListView, viewKey } from '#lib/browser/list-view.ts'
import type { MessageList } from '#lib/browser/message-list.ts'
import { isSelected, type Selected } from '#lib/browser/selection.ts'
import { usePainted } from '#lib/browser/use-painted.ts'
import { MessageRow, RowSkeleton, rowId } from './message-row.tsx'
import { useRowHeight } from './row-height.ts'
import { selectLoaded } from './select-rows.ts'

/** Where each list was left, so that coming back finds it there. */
const leftAt = new Map<string, number>()
/** While scrolling fast, rows are asked for when this many ms passed on the same ones. */
const SETTLED = 40

type GridProps = {
  list: MessageList & { ids: readonly (MessageId | undefined)[] }
  view: ListView
  /** The folder's name: the grid's too. */
  name: string
  selected: Selected
  /** The message that is read now. */
  openId: MessageId | null
  folderNameOf: (folderId: string) => string | null
  byRecipient: boolean
}

/** Which rows exist now, in a scroller that begins where this list was left. */
function useRows(
  scroller: { current: HTMLDivElement | null },
  { ids, pages }: GridProps['list'],
  key: string,
) {
  const height = useRowHeight()
  const rows = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 6,
    initialRect: { width: 392, height: 900 },
    initialOffset: () => leftAt.get(key) ?? 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is another measure
  useEffect(() => rows.measure(), [rows, height])
  useEffect(() => {
    const node = scroller.current
    return () => {
      if (node) leftAt.set(key, node.scrollTop)
    }
  }, [scroller, key])
  const { startIndex: first, endIndex: last } = rows.range ?? { startIndex: 0, endIndex: 0 }
  useEffect(() => {
    const timer = setTimeout(() => pages.show(first, last), rows.isScrolling ? SETTLED : 0)
    return () => clearTimeout(timer)
  }, [pages, first, last, rows.isScrolling])
  return { rows, height }
}

/** The rows, of which only those in sight exist. The whole folder scrolls. */
export function MessageGrid({ list, view, name, selected, openId, folderNameOf, byRecipient }: GridProps) {
  const { ids } = list
  const scroller = useRef<HTMLDivElement>(null)
  const painted = usePainted()
  const cursor = useCursor()
  const { rows, height } = useRows(scroller, list, viewKey(view))
  useKeptPlace(scroller, ids, height)
  useCursorInSight(cursor, ids, (index) => rows.scrollToIndex(index, { align: 'auto' }))

  const selecting = selected.kind === 'view' || selected.ids.size > 0
  const items = rows.getVirtualItems()
  const tabStop = cursor.id && ids.includes(cursor.id) ? cursor.id : ids[items[0]?.index ?? 0]
  const seen = new Set<MessageId>()
  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain [scrollbar-color:var(--color-line)_transparent] [scrollbar-width:thin]"
    >
      <div
        role="grid"
        aria-label={name}
        aria-rowcount={ids.length}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onGridKey}
        className="relative outline-none"
        style={{ height: ids.length * height }}
      >
        <div role="presentation" style={{ transform: `translateY(${(items[0]?.index ?? 0) * height}px)` }}>
          {items.map(({ index }) => {
            const id = ids[index]
            const summary = id && !seen.has(id) ? painted.summaryOf(id) : undefined
            if (!id || !summary) return <RowSkeleton key={`hole-${index}`} index={index} />
            seen.add(id)
            return (
              <MessageRow
                key={id}
                summary={summary}
                index={index}
                state={{
                  selected: isSelected(selected, id),
                  open: id === openId,
                  focusable: id === tabStop,
                  selecting,
                }}
                folderName={folderNameOf(summary.folderId)}
                byRecipient={byRecipient}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Mail that comes or goes above moves nothing under the eyes: the first row in sight stays where it is. */
function useKeptPlace(
  scroller: { current: HTMLDivElement | null },
  ids: readonly (MessageId | undefined)[],
  height: number,
): void {
  const anchor = useRef<{ ids: typeof ids; id: MessageId | undefined; index: number } | null>(null)
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node) return
    const before = anchor.current
    if (before && before.ids !== ids && before.id && before.index > 0) {
      const now = ids.indexOf(before.id)
      if (now >= 0 && now !== before.index) node.scrollTop += (now - before.index) * height
    }
    const remember = () => {
      const index = Math.floor(node.scrollTop / height)
      anchor.current = { ids, id: ids[index], index: node.scrollTop < height / 2 ? 0 : index }
    }
    remember()
    node.addEventListener('scroll', remember, { passive: true })
    return () => node.removeEventListener('scroll', remember)
  }, [scroller, ids, height])
}

/** The row that keys are about is in sight; the focus is on it where a key brought it there. */
function useCursorInSight(
  cursor: { id: MessageId | null; focus: boolean },
  ids: readonly (MessageId | undefined)[],
  scrollTo: (index: number) => void,
): void {
  const latest = useRef({ ids, scrollTo })
  useEffect(() => {
    latest.current = { ids, scrollTo }
  })
  useEffect(() => {
    const index = cursor.id ? latest.current.ids.indexOf(cursor.id) : -1
    if (!cursor.id || index < 0) return
    latest.current.scrollTo(index)
    if (!cursor.focus) return
    const id = rowId(cursor.id)
    // The row may have to be made first.
    const frame = requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }))
    return () => cancelAnimationFrame(frame)
  }, [cursor])
}

/** Arrow keys move the focus from row to row, Ctrl-A selects what is loaded. */
function onGridKey(event: KeyboardEvent): void {
  const row = event.target instanceof Element ? event.target.closest('[role=row]') : null
  const id = row?.id.slice(rowId('').length) ?? cursorStore.get()
  if (event.key === 'a' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    selectLoaded()
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const next = id && neighbourOf(id, step)
  if (next) cursorStore.set(next, { focus: true })
}
