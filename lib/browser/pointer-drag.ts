/**
 * Dragging with the mouse. Pointer events, not the browser's own drag and drop: the badge can say what a drop would do,
 * the modifier is known on every system, and the frame of a message cannot swallow what passes over it.
 */
import { isApple } from './key-stroke.ts'

/** Where the pointer is. `copy`: the key is held that makes a copy. */
export type DragPoint = { x: number; y: number; over: Element | null; copy: boolean }

/** What goes along with the pointer. */
export type DragPlan = {
  follow: (at: DragPoint) => void
  drop: (at: DragPoint) => void
  /** It was dropped, or given up. */
  end: () => void
}

/** A press becomes a drag when the pointer has gone so far (px). */
const BEGINS = 5
/** So near to the edge of what can be dropped on (px) it scrolls, at most so far a frame. */
const EDGE = 44
const FASTEST = 14

/**
 * Listens to presses for as long as the page lives. `take`: begins the drag of what was pressed; null: that can't be dragged.
 * @returns a function that ends it
 */
export function listenToDrags(take: (pressed: Element) => (() => DragPlan) | null): () => void {
  const ending = new AbortController()
  const { signal } = ending
  const takenFrom = ({ target }: Event) => (target instanceof Element ? take(target) : null)
  const press = (event: PointerEvent) => {
    // A finger scrolls. Ctrl with a press is the right click of a Mac.
    if (event.pointerType !== 'mouse' || event.button !== 0 || (isApple() && event.ctrlKey)) return
    const begin = takenFrom(event)
    if (begin) followPress(event, begin)
  }
  // Links would begin a drag of the browser's own.
  const dragStart = (event: Event) => {
    if (takenFrom(event)) event.preventDefault()
  }
  addEventListener('pointerdown', press, { signal })
  addEventListener('dragstart', dragStart, { signal })
  return () => ending.abort()
}

function followPress(press: PointerEvent, begin: () => DragPlan): void {
  const ending = new AbortController()
  const { signal } = ending
  const root = document.documentElement
  const at = { x: press.clientX, y: press.clientY, copy: isCopying(press) }
  let plan: DragPlan | null = null
  const point = (): DragPoint => ({ ...at, over: document.elementFromPoint(at.x, at.y) })
  const finish = (drop: boolean) => {
    ending.abort()
    if (!plan) return
    if (drop) plan.drop(point())
    plan.end()
    if (root.hasPointerCapture(press.pointerId)) root.releasePointerCapture(press.pointerId)
    if (drop) swallowClick()
    else addEventListener('pointerup', swallowClick, { once: true, capture: true })
  }
  const scroll = () => {
    if (signal.aborted) return
    if (scrollAtEdge(at)) plan?.follow(point())
    requestAnimationFrame(scroll)
  }
  const move = (event: PointerEvent) => {
    Object.assign(at, { x: event.clientX, y: event.clientY, copy: isCopying(event) })
    if (!plan) {
      if (Math.hypot(at.x - press.clientX, at.y - press.clientY) < BEGINS) return
      plan = begin()
      getSelection()?.removeAllRanges()
      // What is pressed may leave the page, and frames would take the pointer.
      root.setPointerCapture(press.pointerId)
      scroll()
    }
    plan.follow(point())
  }
  // Keys are the drag's own for as long as it lasts.
  const key = (event: KeyboardEvent) => {
    if (!plan) return
    event.preventDefault()
    event.stopImmediatePropagation()
    at.copy = isCopying(event)
    if (event.key === 'Escape') finish(false)
    else plan.follow(point())
  }
  addEventListener('pointermove', move, { signal })
  addEventListener('pointerup', () => finish(true), { signal })
  addEventListener('pointercancel', () => finish(false), { signal })
  addEventListener('blur', () => finish(false), { signal })
  addEventListener('keydown', key, { signal, capture: true })
  addEventListener('keyup', key, { signal, capture: true })
}

function isCopying(event: { altKey: boolean; ctrlKey: boolean }): boolean {
  return isApple() ? event.altKey : event.ctrlKey
}

/** The click that ends a drag presses nothing. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  addEventListener('click', swallow, { capture: true })
  setTimeout(() => removeEventListener('click', swallow, { capture: true }))
}

/** Scrolls what can be dropped on while the pointer is at its edge. @returns whether it did */
function scrollAtEdge({ x, y }: { x: number; y: number }): boolean {
  for (const area of document.querySelectorAll('[data-drop-area]')) {
    const box = area.getBoundingClientRect()
    if (x < box.left || x > box.right) continue
    const past = y < box.top + EDGE ? y - box.top - EDGE : Math.max(0, y - box.bottom + EDGE)
    const before = area.scrollTop
    area.scrollTop += Math.sign(past) * Math.min(FASTEST, Math.abs(past) / 3)
    if (area.scrollTop !== before) return true
  }
  return false
}
