/** Keeps the message frame as high as its mail, and a wide mail as wide as its place, or at its full size. */

const LOWEST_SCALE = 0.2
const HIGHEST_FRAME = 200_000
const MOST_MEASURES = 400
/** Made smaller than this, a mail is offered in its full size. */
const NOTICEABLE = 0.92

type Mail = { root: HTMLElement; body: HTMLElement | null }

export type FrameSize = {
  /** Shows a wide mail in its full size, to be scrolled sideways, or fitted to its place again. */
  showFull: (full: boolean) => void
  stop: () => void
}

/**
 * Sizes `frame`, which lies in `box`, from now on.
 * @param onFit told whether the mail had to be made noticeably smaller, at first and whenever that changes
 */
export function keepSize(
  frame: HTMLIFrameElement,
  box: HTMLElement,
  { root, body }: Mail,
  onFit: (smaller: boolean) => void,
): FrameSize {
  let room = -1
  let left = MOST_MEASURES
  let full = false
  let smaller: boolean | null = null
  let size = { width: 0, height: 0 }
  const apply = () => {
    const fitting = room > 0 ? Math.max(LOWEST_SCALE, Math.min(1, room / size.width)) : 1
    scaleTo(full ? 1 : fitting, frame, box, { ...size, room })
    if (fitting < NOTICEABLE === smaller) return
    smaller = fitting < NOTICEABLE
    onFit(smaller)
  }
  const measure = () => {
    if (!frame.isConnected) return
    if (box.clientWidth !== room) {
      room = box.clientWidth
      left = MOST_MEASURES
      frame.style.width = `${room}px`
    }
    // A mail that grows whenever its frame does would go on for ever.
    if (left-- <= 0) return
    const natural = Math.max(root.scrollWidth, body?.scrollWidth ?? 0)
    const width = natural > room + 1 ? natural : room
    frame.style.width = `${width}px`
    const height = Math.ceil(Math.max(root.getBoundingClientRect().height, body?.scrollHeight ?? 0))
    size = { width, height: Math.min(height, HIGHEST_FRAME) }
    apply()
    if (height > HIGHEST_FRAME) root.style.setProperty('overflow', 'auto', 'important')
  }
  const observer = new ResizeObserver(measure)
  for (const element of [box, root, body]) if (element) observer.observe(element)
  measure()
  return {
    showFull: (wanted) => {
      full = wanted
      if (size.width > 0) apply()
    },
    stop: () => observer.disconnect(),
  }
}

function scaleTo(
  scale: number,
  frame: HTMLIFrameElement,
  box: HTMLElement,
  { width, height, room }: { width: number; height: number; room: number },
): void {
  const overflows = width * scale > room + 1
  frame.style.height = `${height}px`
  frame.style.transform = scale < 1 ? `scale(${scale})` : ''
  // What is scrolled sideways needs room for its bar below the last line.
  box.style.height = overflows ? '' : `${Math.ceil(height * scale)}px`
  box.style.overflowX = overflows ? 'auto' : 'hidden'
}
