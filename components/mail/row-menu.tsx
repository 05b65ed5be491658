'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { rowId } from '#components/message-list/message-row.tsx'
import { cursor } from '#lib/browser/current-list.ts'
import { menuPlace } from '#lib/browser/menu-place.ts'
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

/** Null beside the rows, and where the browser's own menu is meant. */
function menuFor(event: MouseEvent): OpenRowMenu | null {
  const { target } = event
  const row = target instanceof Element ? target.closest<HTMLElement>(ROW) : null
  const at = row && menuPlace(event, row)
  return row && at && { id: row.id.slice(rowId('').length), row: { current: row }, at }
}
