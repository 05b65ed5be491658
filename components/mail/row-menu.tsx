'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { rowId } from '#components/message-list/message-row.tsx'
import { cursor } from '#lib/browser/current-list.ts'
import type { OpenRowMenu } from './row-menu-content.tsx'

const RowMenuContent = dynamic(
  () => import('./row-menu-content.tsx').then((module) => module.RowMenuContent),
  { ssr: false },
)

/** What a right click on a row of the list opens, or the menu key or Shift-F10 where the focus is in one. */
export function RowMenu() {
  const [open, setOpen] = useState<OpenRowMenu | null>(null)
  useEffect(() => {
    let last: OpenRowMenu | null = null
    const hear = (event: MouseEvent) => {
      const next = menuFor(event)
      if (!next) return
      event.preventDefault()
      // The one that closes now takes no focus from the one that opens.
      if (last) last.row.current = null
      last = next
      cursor.set(next.id)
      setOpen(next)
    }
    addEventListener('contextmenu', hear)
    return () => removeEventListener('contextmenu', hear)
  }, [])
  if (!open) return null
  const close = () => setOpen((now) => (now === open ? null : now))
  return <RowMenuContent key={`${open.id} ${open.at.x} ${open.at.y}`} open={open} onClose={close} />
}

const ROW = `[role=grid] [role=row][id^="${rowId('')}"]`

/** Null where the browser's own menu is meant: beside the rows, with Shift, and under a finger, whose long press it is. */
function menuFor(event: MouseEvent): OpenRowMenu | null {
  const { target, clientX, clientY } = event
  const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
  const row = target instanceof Element ? target.closest<HTMLElement>(ROW) : null
  const byMouse = event.button === 2 || event.ctrlKey
  if (event.defaultPrevented || isTouch || !row || (byMouse && event.shiftKey)) return null
  const { left, bottom } = row.getBoundingClientRect()
  // A key points nowhere; browsers make up places for it that differ.
  const at = byMouse ? { x: clientX, y: clientY } : { x: left + 48, y: bottom - 12 }
  return { id: row.id.slice(rowId('').length), row: { current: row }, at }
}
