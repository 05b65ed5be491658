'use client'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { PANES, type Pane, paneStyle } from './panes.ts'

/** Pixels that an arrow key moves it by. */
const STEP = 16

/** The edge of a pane: dragged, or moved by the arrow keys; a double click puts it back where it was at first. */
export function PaneDivider({ pane }: { pane: Pane }) {
  const { least, usual, most } = PANES[pane]
  const width = useSettings().panes[pane] ?? usual
  const drag = useRef<{ from: number; at: number; width: number } | null>(null)
  const keep = (wish: number | null) =>
    changeSettings((now) => ({ ...now, panes: { ...now.panes, [pane]: wish && bounded(wish) } }))
  const bounded = (wish: number) => Math.round(Math.min(most, Math.max(least, wish)))
  const begin = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: event.clientX, at: width, width }
  }
  const move = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return
    const { from, at } = drag.current
    drag.current.width = bounded(at + (event.clientX - from) * directionOf(event.currentTarget))
    // Beside React: nothing is rendered anew while the pane follows the pointer.
    const [name, value] = paneStyle(pane, drag.current.width)
    event.currentTarget.closest<HTMLElement>('[data-panes]')?.style.setProperty(name, value)
  }
  const end = () => {
    if (drag.current && drag.current.width !== width) keep(drag.current.width)
    drag.current = null
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: STEP, ArrowLeft: -STEP }[event.key]
    if (!step) return
    event.preventDefault()
    keep(width + step * directionOf(event.currentTarget))
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved (ARIA practices, window splitter)
    <div
      role="separator"
      tabIndex={0}
      aria-label={listWords.paneWidth[pane]}
      aria-orientation="vertical"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onDoubleClick={() => keep(null)}
      onKeyDown={press}
      className={
        'absolute inset-y-0 -end-1 z-20 w-2 cursor-col-resize touch-none outline-none max-lg:hidden print:hidden ' +
        'after:absolute after:inset-y-0 after:start-[3px] after:w-0.5 hover:after:bg-line active:after:bg-accent ' +
        'focus-visible:after:bg-focus'
      }
    />
  )
}

/** To the right is wider, but for languages that are written from there. */
function directionOf(element: HTMLElement): 1 | -1 {
  return getComputedStyle(element).direction === 'rtl' ? -1 : 1
}
