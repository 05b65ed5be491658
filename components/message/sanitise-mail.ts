/**
 * A stranger's HTML → a tree that may be shown in the message frame. DOMPurify decides what stays; everything we
 * change ourselves happens in its hooks, before it has looked at the node a last time. The result is a tree, adopted
 * by the frame as it is: it is parsed once and never written as text again.
 */
import createPurify, { type DOMPurify, type UponSanitizeAttributeHookEvent } from 'dompurify'
import { type CleanCssOptions, cleanDeclarations, cleanStyleSheet } from '#lib/mail/clean-css.ts'
import { type Dress, dressedFor, isDarkDress } from '#lib/mail/colour-scheme.ts'
import { withFontFallback } from '#lib/mail/font-fallback.ts'
import { cidPath } from '#lib/mail/inline-parts.ts'
import { linkTarget, misleadingTarget, remoteImage } from '#lib/mail/link-target.ts'
import { messageWords } from '#lib/mail/words/message.ts'
import { BLOCKED, type CleanMail } from './clean-mail.ts'

/** What a mail's pictures may be loaded from; nothing else of ours can be named by a mail. */
export type MailImages = {
  /** Content-ID → path of the part. */
  parts: ReadonlyMap<string, string>
  /** Remote address → path of the image proxy; empty before consent. */
  proxied: ReadonlyMap<string, string>
  /** Which of its own dresses the mail wears; light where left out. */
  dress?: Dress
}

/** `frame`: the message frame's own window, whose policy lets inline styles be. */
export type Sanitiser = (html: string, frame: Window, images: MailImages) => CleanMail

// Text, tables, lists and pictures. No forms, frames, media, SVG, MathML, meta, base, link.
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

const TAGS =
  'a abbr acronym address area article aside b bdi big blockquote br caption center cite code col colgroup dd ' +
  'del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd ' +
  'li main map mark menu nav ol p pre q rp rt ruby s samp section small span strike strong style sub summary sup ' +
  'table tbody td tfoot th thead time tr tt u ul var wbr'

const ATTRIBUTES =
  'abbr align alt axis background bgcolor border cellpadding cellspacing class clear color cols colspan coords ' +
  'datetime dir face frame headers height href hspace id lang media name noshade nowrap open reversed role rowspan ' +
  'rows rules scope shape size span src start style summary title type usemap valign value vspace width'

const RASTER = /^data:image\/(png|gif|jpeg|webp|avif|bmp);/i

/** The sanitiser. This module is fetched with the first HTML mail, DOMPurify in it: import it when it is needed. */
export const sanitiseMail: Sanitiser = (html, frame, images) =>
  sanitise(createPurify(frame as Window & typeof globalThis), html, images)

function sanitise(purify: DOMPurify, html: string, images: MailImages): CleanMail {
  const remote = new Set<string>()
  let designed = false
  const resolve = (address: string) => {
    const { path, blocked } = imagePath(address, images)
    if (blocked) remote.add(blocked)
    return path
  }
  const onColour = () => {
    designed = true
  }
  let dressedDark = false
  const onDarkDress = () => {
    dressedDark = true
  }
  const css: CleanCssOptions = { resolve, onColour, dress: images.dress, onDarkDress }

  purify.addHook('uponSanitizeElement', (node, { tagName }) => {
    if (tagName === 'style') node.textContent = cleanStyleSheet(node.textContent ?? '', css)
  })
  purify.addHook('uponSanitizeAttribute', (node, attribute) => cleanAttribute(node, attribute, css))
  purify.addHook('afterSanitizeAttributes', openOutside)
  purify.addHook('afterSanitizeAttributes', keepRoom)
  const root = purify.sanitize(html, {
    ALLOWED_TAGS: TAGS.split(' '),
    ALLOWED_ATTR: ATTRIBUTES.split(' '),
    ALLOWED_NAMESPACES: ['http://www.w3.org/1999/xhtml'],
    ALLOW_DATA_ATTR: false,
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
  }) as HTMLElement
  return { root, remote: [...remote], designed, dressedDark }
}

/** What a picture's address becomes, and the remote address that it would need consent for. */
function imagePath(address: string, images: MailImages): { path: string | null; blocked?: string } {
  if (/^\s*cid:/i.test(address)) return { path: cidPath(address, images.parts) ?? null }
  if (RASTER.test(address.trim())) return { path: address.trim() }
  const url = remoteImage(address)
  if (url === null) return { path: null }
  const path = images.proxied.get(url)
  return path === undefined ? { path: null, blocked: url } : { path }
}

function cleanAttribute(
  node: Element,
  attribute: UponSanitizeAttributeHookEvent,
  css: CleanCssOptions,
): void {
  const { attrName, attrValue } = attribute
  if (attrName === 'style') replace(attribute, cleanDeclarations(attrValue, css))
  else if (attrName === 'src') replace(attribute, node.nodeName === 'IMG' ? css.resolve(attrValue) : null)
  else if (attrName === 'background') {
    css.onColour?.()
    replace(attribute, css.resolve(attrValue))
  } else if (attrName === 'href') replace(attribute, linkTarget(attrValue))
  else if (attrName === 'face') replace(attribute, withFontFallback(attrValue))
  else if (attrName === 'usemap') replace(attribute, attrValue.startsWith('#') ? attrValue : null)
  else if (attrName === 'media') {
    const { dress = 'light', onDarkDress } = css
    if (dress === 'dark' && isDarkDress(attrValue)) onDarkDress?.()
    replace(attribute, dressedFor(attrValue, dress))
  } else if (attrName === 'bgcolor' || attrName === 'color') css.onColour?.()
}

function replace(attribute: UponSanitizeAttributeHookEvent, value: string | null): void {
  if (value === null || value === '') attribute.keepAttr = false
  else attribute.attrValue = value
}

/** A picture left out keeps the room that the mail gave it, so that loading it moves nothing. */
function keepRoom(node: Element): void {
  if (node.nodeName !== 'IMG' || node.hasAttribute('src')) return
  if (!node.hasAttribute('width') && !node.hasAttribute('height')) return // its words take its place
  node.setAttribute('src', PIXEL)
  node.setAttribute(BLOCKED, '')
  const words = node.getAttribute('alt')
  if (words && !node.hasAttribute('title')) node.setAttribute('title', words)
}

/** Links leave by a new tab that knows nothing of us, and say where they lead where their text says otherwise. */
function openOutside(node: Element): void {
  if (node.nodeName !== 'A' && node.nodeName !== 'AREA') return
  const href = node.getAttribute('href')
  if (href === null || href.startsWith('#')) return
  node.setAttribute('target', '_blank')
  node.setAttribute('rel', 'noopener noreferrer')
  const target = misleadingTarget(href, node.textContent ?? '')
  if (target === null) return
  node.setAttribute('title', messageWords.leadsTo(target))
  // Its own direction: what the mail turned round stays outside.
  node.after(node.ownerDocument.createTextNode(` \u2068[${messageWords.leadsTo(target)}]\u2069`))
}
