/** Where a context menu of the app's own opens. */

/**
 * The place in the viewport for the menu of an element; null where the browser's own is meant: with Shift, under a finger,
 * whose long press it is, and where somebody else has answered.
 */
export function menuPlace(event: MouseEvent, element: Element): { x: number; y: number } | null {
  const isTouch = event instanceof PointerEvent && event.pointerType === 'touch'
  const byMouse = event.button === 2 || event.ctrlKey
  if (event.defaultPrevented || isTouch || (byMouse && event.shiftKey)) return null
  if (byMouse) return { x: event.clientX, y: event.clientY }
  // A key points nowhere; browsers make up places for it that differ.
  const { left, bottom, width } = element.getBoundingClientRect()
  return { x: left + Math.min(48, width / 2), y: bottom - 12 }
}
