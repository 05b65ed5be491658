/** Which rows of a long list exist: those in sight and a few around. Rows are all of one height, so this is arithmetic. */
import { type RefObject, useLayoutEffect, useState } from 'react'

/** So many rows exist beyond each edge, so that scrolling meets no gap. */
const AROUND = 6
/** What a screen shows before anybody measured it: the server's guess, in px. */
const FIRST_SCREEN = 900

/** The first and the last row that are in sight, counted from 0. `last` is below `first` in an empty list. */
export type RowWindow = { first: number; last: number }

/** The rows between two heights (px). */
export function rowsInSight(top: number, height: number, rowHeight: number, count: number): RowWindow {
  const most = Math.max(0, count - 1)
  const first = Math.min(Math.max(0, Math.floor(top / rowHeight)), most)
  const last = Math.min(Math.max(first, Math.ceil((top + height) / rowHeight) - 1), count - 1)
  return { first, last }
}

/** The places of the rows that are made. */
export function rowsToMake({ first, last }: RowWindow, count: number): number[] {
  const from = Math.max(0, first - AROUND)
  const to = Math.min(count - 1, last + AROUND)
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => from + at)
}

/** Scrolls only as far as it takes to have a row in sight. */
export function bringIntoSight(node: HTMLElement, index: number, rowHeight: number): void {
  const top = index * rowHeight
  if (top < node.scrollTop) node.scrollTop = top
  else if (top + rowHeight > node.scrollTop + node.clientHeight)
    node.scrollTop = top + rowHeight - node.clientHeight
}

/** The rows in sight of a scroller that begins at `offset` (px); renders again only when they are others. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  offset: number,
): RowWindow {
  const [window, setWindow] = useState(() => rowsInSight(offset, FIRST_SCREEN, rowHeight, count))
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node) return
    const look = () => {
      const now = rowsInSight(node.scrollTop, node.clientHeight, rowHeight, count)
      setWindow((before) => (before.first === now.first && before.last === now.last ? before : now))
    }
    look()
    const size = new ResizeObserver(look)
    size.observe(node)
    node.addEventListener('scroll', look, { passive: true })
    return () => {
      size.disconnect()
      node.removeEventListener('scroll', look)
    }
  }, [scroller, count, rowHeight])
  return window
}
