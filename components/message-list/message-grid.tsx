// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
'use client'
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { type Cursor, cursor as cursorStore, neighbourOf, useCursor } from '#lib/browser/current-list.ts'
import { type ListView, viewKey } from '#lib/browser/list-view.ts'
import type { MessageList } from '#lib/browser/message-list.ts'
import { useReadInSight } from '#lib/browser/read-from-list.ts'
import { isSelected, type Selected } from '#lib/browser/selection.ts'
import { usePainted } from '#lib/browser/use-painted.ts'
import { membersOf, rowOf } from '#lib/mail/conversation-rows.ts'
import { useKeptPlace } from './kept-place.ts'
import { MessageRow, rowId } from './message-row.tsx'
import { useRowHeight } from './row-height.ts'
import { RowSkeleton } from './row-skeleton.tsx'
import { bringIntoSight, rowsToMake, useRowWindow } from './row-window.ts'
import { selectLoaded } from './select-rows.ts'

/** Where each list was left, so that coming back finds it there. */
const leftAt = new Map<string, number>()
/** Rows that came within this many ms of others are asked for only when they stay so long: a fast scroll asks for nothing. */
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
  scroller: RefObject<HTMLDivElement | null>,
  { ids, pages }: GridProps['list'],
  key: string,
  height: number,
) {
  const inSight = useRowWindow(scroller, ids.length, height, leftAt.get(key) ?? 0)
  const { first, last } = inSight
  const moved = useRef(0)
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node) return
    // Only where it was left: before this ran somebody may have scrolled the server's rows.
    const left = leftAt.get(key)
    if (left !== undefined) node.scrollTop = left
    return () => void leftAt.set(key, node.scrollTop)
  }, [scroller, key])
  useEffect(() => {
    const since = performance.now() - moved.current
    moved.current += since
    const timer = setTimeout(() => pages.show(first, last), since < 2 * SETTLED ? SETTLED : 0)
    return () => clearTimeout(timer)
  }, [pages, first, last])
  useReadInSight(ids, first, last)
  return rowsToMake(inSight, ids.length)
}

/** The rows, of which only those in sight exist. The whole folder scrolls. */
export function MessageGrid({ list, view, name, selected, openId, folderNameOf, byRecipient }: GridProps) {
  const { ids } = list
  const scroller = useRef<HTMLDivElement>(null)
  const painted = usePainted()
  const cursor = useCursor()
  const height = useRowHeight()
  const pointerWatch = useKeptPlace(scroller, list, height)
  const places = useRows(scroller, list, viewKey(view), height)
  useCursorInSight(scroller, cursor, ids, height)

  const selecting = selected.kind === 'view' || selected.ids.size > 0
  const tabStop = cursor.id && ids.includes(cursor.id) ? cursor.id : ids[places[0] ?? 0]
  const openRow = openId && rowOf(list, openId)
  const seen = new Set<MessageId>()
  return (
    <div
      ref={scroller}
      {...pointerWatch}
      className="min-h-0 flex-1 overflow-y-auto overscroll-contain [scrollbar-color:var(--color-line)_transparent] [scrollbar-width:thin]"
    >
      <div
        role="grid"
        aria-label={name}
        aria-rowcount={ids.length}
        aria-multiselectable
        tabIndex={-1}
        onKeyDown={onGridKey}
        // The last row is not under the button that floats.
        className="relative outline-none max-lg:[[data-floating]_&]:mb-22"
        style={{ height: ids.length * height }}
      >
        <div role="presentation" style={{ transform: `translateY(${(places[0] ?? 0) * height}px)` }}>
          {places.map((index) => {
            const id = ids[index]
            const all = id ? membersOf(list, id) : []
            // Newer messages give a conversation another name: it is the same row, and keeps the focus.
            const key = all[0]
            const summary = id && key && !seen.has(key) ? painted.summaryOf(id) : undefined
            if (!id || !key || !summary) return <RowSkeleton key={`hole-${index}`} index={index} />
            seen.add(key)
            return (
              <MessageRow
                key={key}
                summary={summary}
                members={all.length > 1 ? all.flatMap((member) => painted.memberOf(member) ?? []) : null}
                index={index}
                state={{
                  selected: isSelected(selected, id),
                  open: id === openRow,
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

/** The row that keys are about is in sight; the focus is on it where a key brought it there. */
function useCursorInSight(
  scroller: RefObject<HTMLDivElement | null>,
  cursor: Cursor,
  ids: readonly (MessageId | undefined)[],
  height: number,
): void {
  const latest = useRef({ ids, height })
  useEffect(() => {
    latest.current = { ids, height }
  })
  useEffect(() => {
    const index = cursor.id ? latest.current.ids.indexOf(cursor.id) : -1
    if (!cursor.id || index < 0 || !scroller.current) return
    if (cursor.still) return
    bringIntoSight(scroller.current, index, latest.current.height)
    if (!cursor.focus) return
    return focusOnceMade(rowId(cursor.id), cursor.from)
  }, [scroller, cursor])
}

/** Frames within which a row that was scrolled to is made. */
const SOON = 20

/**
 * Focuses an element as soon as it is there, unless the next key has taken the focus elsewhere meanwhile: it was in `from`.
 * @returns what gives it up
 */
function focusOnceMade(id: string, from: Element | null | undefined): () => void {
  let frame = 0
  const attempt = (left: number) => {
    const at = document.activeElement
    if (at && at !== from && at !== document.body && !at.closest('[role=grid]')) return
    const node = document.getElementById(id)
    node?.focus({ preventScroll: true })
    if (!node && left > 0) frame = requestAnimationFrame(() => attempt(left - 1))
  }
  frame = requestAnimationFrame(() => attempt(SOON))
  return () => cancelAnimationFrame(frame)
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
