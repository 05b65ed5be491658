/**
 * Puts a cleaned mail into the message frame and keeps the frame as high as the mail, and a wide mail as wide as its
 * place. All of it is done from outside: nothing runs, and nothing is listened to, inside (Safari's engine fires no
 * listener in a frame without scripts).
 */
import { computedColour } from '#lib/mail/colour.ts'
import type { CleanMail } from './clean-mail.ts'
import { turnDark } from './dark-mail.ts'
import { type FrameSize, keepSize } from './frame-size.ts'
import { baseStyle, type Dressing, type FrameLook } from './mail-style.ts'

export type ShownMail = FrameSize & {
  /** What the mail lies on where that isn't the app's own surface; null where it is. */
  paper: string | null
}

// What no policy of a page stops from asking for a name or a connection (dns-prefetch, preconnect; Chromium connects
// for a frame before it asks whether it may be loaded) or from leading away. The sanitiser lets none of them through; if
// it ever did, they would still not get in here.
const ACTING = 'link, meta, base, iframe, frame, object, embed, applet, portal'

// The document's own methods, not what a mail may have named like them (`<img name=createElement>`). Asked for when
// needed: the server, which renders around the frame, has no document.
const adopt = <T extends Node>(inside: Document, node: T): T =>
  Document.prototype.adoptNode.call(inside, node) as T
const rootOf = (inside: Document): Element | null =>
  Object.getOwnPropertyDescriptor(Document.prototype, 'documentElement')?.get?.call(inside) ?? null

/** The look of the app at this moment. */
export function frameLook(): FrameLook {
  const tokens = getComputedStyle(document.documentElement)
  const dark = isDark(tokens.colorScheme)
  const token = (name: string) => ofScheme(tokens.getPropertyValue(name).trim(), dark)
  return {
    dark,
    original: false,
    text: token('--color-text'),
    muted: token('--color-muted'),
    accent: token('--color-accent'),
    line: token('--color-line'),
    surface: token('--color-surface'),
    font: token('--font-sans'),
  }
}

function isDark(scheme: string): boolean {
  return scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** A token may be one for both: in the frame, which has a scheme of its own, it has to be the app's. */
function ofScheme(token: string, dark: boolean): string {
  const both = /^light-dark\((.*),(.*)\)$/.exec(token)
  return (both ? (both[dark ? 2 : 1] ?? '') : token).trim()
}

/**
 * Puts a cleaned mail into a message frame, in the place of what was there.
 * @returns its root, which is the frame's now; null where the frame has no document (any more)
 */
export function takeIn(frame: HTMLIFrameElement, mail: HTMLElement): HTMLElement | null {
  const inside = frame.contentDocument
  const before = inside && rootOf(inside)
  if (!before) return null
  for (const element of mail.querySelectorAll(ACTING)) element.remove()
  const root = adopt(inside, mail)
  before.replaceWith(root)
  return root
}

/**
 * Shows `mail` in `frame`, which lies in `box`, and looks after the frame's size until `stop`.
 * @param onFit told whether the mail had to be made noticeably smaller, at first and whenever that changes
 */
export function showMail(
  frame: HTMLIFrameElement,
  box: HTMLElement,
  mail: CleanMail,
  look: FrameLook,
  onFit: (smaller: boolean) => void = () => undefined,
): ShownMail {
  const root = takeIn(frame, mail.root)
  if (!root) return { paper: null, showFull: () => undefined, stop: () => undefined }
  const body = childOf(root, 'BODY')
  const dressing = dressingOf(mail, look)
  const style = document.createElement('style')
  style.textContent = baseStyle(dressing, look)
  ;(childOf(root, 'HEAD') ?? root).prepend(style)
  obey(root, body)
  frame.style.colorScheme = dressing === 'paper' ? 'light' : ''
  const size = keepSize(frame, box, { root, body }, onFit)
  if (!look.dark) return { ...size, paper: null }
  const turned = dressing === 'paper' || !mail.designed || darken(frame, root, mail, look)
  const around = backgroundOf(root, body)
  return { ...size, paper: dressing === 'paper' || !turned ? (around ?? '#fff') : around }
}

function dressingOf({ designed, dressedDark }: CleanMail, { dark, original }: FrameLook): Dressing {
  if (dark && original) return 'paper'
  if (!designed) return 'app'
  if (!dark) return 'paper'
  return dressedDark ? 'app' : 'turned'
}

/** @returns false where it can't be done, and the mail lies on light paper */
function darken(frame: HTMLIFrameElement, root: HTMLElement, mail: CleanMail, look: FrameLook): boolean {
  const colour = computedColour(look.surface)
  const done = colour !== null && turnDark(root, { colour, dressed: mail.dressedDark })
  // Only now: with the scheme a system colour (Outlook's `windowtext`) changes, and it was to be read as on paper.
  if (done) root.style.setProperty('color-scheme', 'dark', 'important')
  else frame.style.colorScheme = 'light'
  return done
}

/** The opaque colour that the whole mail lies on, if it says one. */
function backgroundOf(root: HTMLElement, body: HTMLElement | null): string | null {
  for (const element of [body, root]) {
    const colour = element && getComputedStyle(element).backgroundColor
    if (colour && !/^(transparent|rgba\(.*, 0\))$/.test(colour)) return colour
  }
  return null
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
