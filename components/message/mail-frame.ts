/**
 * Puts a cleaned mail into the message frame and keeps the frame as high as the mail, and a wide mail as wide as its
 * place. All of it is done from outside: nothing runs, and nothing is listened to, inside (Safari's engine fires no
 * listener in a frame without scripts).
 */

export type CleanMail = {
  /** The `html` element. */
  root: HTMLElement
  /** The remote pictures that it names and that were left out. */
  remote: string[]
  /** It sets colours of its own: made for light paper. */
  designed: boolean
}

/** On a picture that was left out but keeps its room. */
export const BLOCKED = 'data-postern-blocked'

export type FrameLook = {
  dark: boolean
  /** The app's own colours and font, for mail that brings none. */
  text: string
  muted: string
  accent: string
  line: string
  font: string
}

const LOWEST_SCALE = 0.35
const HIGHEST_FRAME = 200_000
const MOST_MEASURES = 400

// What no policy of a page stops from asking for a name or a connection (dns-prefetch, preconnect) or from leading
// away. The sanitiser lets none of them through; if it ever did, they would still not get in here.
const ACTING = 'link, meta, base'

// The document's own methods, not what a mail may have named like them (`<img name=createElement>`).
const adopt = Document.prototype.adoptNode
const rootOf = Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement')?.get ?? (() => null)

/** The look of the app at this moment. */
export function frameLook(): FrameLook {
  const tokens = getComputedStyle(document.documentElement)
  const token = (name: string) => tokens.getPropertyValue(name).trim()
  return {
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    text: token('--color-text'),
    muted: token('--color-muted'),
    accent: token('--color-accent'),
    line: token('--color-line'),
    font: token('--font-sans'),
  }
}

/**
 * Shows `mail` in `frame`, which lies in `box`.
 * @returns a function that stops looking after the frame's size
 */
export function showMail(
  frame: HTMLIFrameElement,
  box: HTMLElement,
  mail: CleanMail,
  look: FrameLook,
): () => void {
  const inside = frame.contentDocument
  const before = inside && rootOf.call(inside)
  if (!before) return () => undefined
  for (const element of mail.root.querySelectorAll(ACTING)) element.remove()
  const root = adopt.call(inside, mail.root) as HTMLElement
  before.replaceWith(root)
  const head = childOf(root, 'HEAD')
  const style = document.createElement('style')
  style.textContent = baseStyle(mail.designed, look)
  ;(head ?? root).prepend(style)
  const body = childOf(root, 'BODY')
  obey(root, body)
  frame.style.colorScheme = mail.designed ? 'light' : ''
  box.parentElement?.style.setProperty('--paper', paperOf(root, body))
  return keepSize(frame, box, root, body)
}

/** The colour that the mail lies on: its own, or white. What is around it takes that colour. */
function paperOf(root: HTMLElement, body: HTMLElement | null): string {
  for (const element of [body, root]) {
    const colour = element && getComputedStyle(element).backgroundColor
    if (colour && !/^(transparent|rgba\(.*, 0\))$/.test(colour)) return colour
  }
  return '#fff'
}

function childOf(root: Element, name: string): HTMLElement | null {
  for (const child of root.children) if (child.nodeName === name) return child as HTMLElement
  return null
}

/** What a mail may not decide: the frame follows its height, so its height may not follow the frame. */
function obey(root: HTMLElement, body: HTMLElement | null): void {
  for (const element of [root, body]) {
    if (!element) continue
    for (const [property, value] of LAW) element.style.setProperty(property, value, 'important')
  }
  root.style.setProperty('overflow', 'hidden', 'important')
  if (body && !body.hasAttribute('dir') && !root.hasAttribute('dir')) body.setAttribute('dir', 'auto')
}

const LAW = [
  ['height', 'auto'],
  ['min-height', '0'],
  ['max-height', 'none'],
  ['position', 'static'],
  ['transform', 'none'],
] as const

function baseStyle(designed: boolean, look: FrameLook): string {
  // Mail with colours of its own was made for light paper: it gets that, in the dark too.
  const own = designed
    ? 'html{color-scheme:light;color:#1d1b18;line-height:1.45}a{color:#0b6b61}'
    : `html{color-scheme:${look.dark ? 'dark' : 'light'};color:${look.text};line-height:1.6}` +
      `a{color:${look.accent}}blockquote{color:${look.muted}}`
  return (
    `${own}html{font-family:${look.font};font-size:15px;background:transparent;-webkit-text-size-adjust:100%}` +
    'body{margin:0;box-sizing:border-box;overflow-wrap:break-word}' +
    'p:first-child{margin-top:0}pre{white-space:pre-wrap}' +
    `img[${BLOCKED}]{background:rgb(127 127 127/.13)}img{max-width:100%}img:not([height]),img[width][height]:not([${BLOCKED}]){height:auto}` +
    `blockquote{margin-inline:0;padding-inline-start:12px;border-inline-start:2px solid ${designed ? '#e8e4de' : look.line}}`
  )
}

function keepSize(
  frame: HTMLIFrameElement,
  box: HTMLElement,
  root: HTMLElement,
  body: HTMLElement | null,
): () => void {
  let room = -1
  let left = MOST_MEASURES
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
    applySize(frame, box, { width, height: Math.min(height, HIGHEST_FRAME), room })
    if (height > HIGHEST_FRAME) root.style.setProperty('overflow', 'auto', 'important')
  }
  const observer = new ResizeObserver(measure)
  for (const element of [box, root, body]) if (element) observer.observe(element)
  measure()
  return () => observer.disconnect()
}

function applySize(
  frame: HTMLIFrameElement,
  box: HTMLElement,
  { width, height, room }: { width: number; height: number; room: number },
): void {
  const scale = room > 0 ? Math.max(LOWEST_SCALE, Math.min(1, room / width)) : 1
  frame.style.height = `${height}px`
  frame.style.transform = scale < 1 ? `scale(${scale})` : ''
  box.style.height = `${Math.ceil(height * scale)}px`
  box.style.overflowX = width * scale > room + 1 ? 'auto' : 'hidden'
}
