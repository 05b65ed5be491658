/**
 * What stands in the editor, and what it is stored as. Nothing of a stranger's may act in the app's own page: DOMPurify
 * lets through text, lists, quotations, links and pictures; a picture's own address is kept beside one that is shown.
 */
import createPurify from 'dompurify'
import { safeLink } from '#lib/mail/written-link.ts'

const TAGS =
  'a b blockquote br code del div em font h1 h2 h3 h4 hr i img li ol p pre s span strike strong sub sup table tbody td ' +
  'th thead tr tt u ul'
const ATTRIBUTES = 'alt class colspan dir height href rowspan src start style title type width'
/** Of a style only what a person can choose here: nothing that could lie over the page or load. */
const STYLE = /^(?:color|background-color|font-size|font-family|text-align|direction)$/
/** Marks of our own, and of the editor's. */
const CLASSES = new Set(['postern-signature', 'color', 'highlight', 'size', 'font'])
/** Attributes that hold no address, and so need not look like one. */
const NO_ADDRESSES = 'colspan dir height rowspan start type width'
/** The picture's own address. */
const ADDRESS = 'data-address'
/** A picture that is in the message and not loaded here. */
const EMPTY = 'data-empty'
const PART = '/api/messages/'
const PIXEL = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'

/** A side of a picture that is not there (CSS pixels). */
const MOST_PIXELS = 2_000

/** A picture's own address → one that this page may load; null: it has none. */
export type ShownAt = (address: string) => string | null

/** The parts of messages that HTML shows as pictures. */
export function partsIn(html: string): Set<string> {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  const addresses = [...body.querySelectorAll('img')].map((image) => image.getAttribute('src') ?? '')
  return new Set(addresses.filter((address) => address.startsWith(PART)))
}

/**
 * HTML → what may stand in the editor. Of parts of messages those in `own` alone: what is pasted could name any, and it
 * would be sent along.
 */
export function editable(html: string, shownAt: ShownAt, own: ReadonlySet<string>): DocumentFragment {
  const purify = createPurify(window)
  purify.addHook('afterSanitizeAttributes', (node) => {
    if (!(node instanceof HTMLElement)) return
    plainStyle(node)
    plainClass(node)
    if (node.nodeName === 'A') plainLink(node)
    if (node.nodeName === 'IMG') place(node, shownAt, own)
  })
  const fragment = purify.sanitize(html, {
    ALLOWED_TAGS: TAGS.split(' '),
    // What is cut out here and put in elsewhere here brings its own address.
    ALLOWED_ATTR: [...ATTRIBUTES.split(' '), ADDRESS],
    ALLOW_DATA_ATTR: false,
    ADD_URI_SAFE_ATTR: NO_ADDRESSES.split(' '),
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/|\/api\/messages\/)/i,
    RETURN_DOM_FRAGMENT: true,
  })
  return document.importNode(fragment, true)
}

function plainStyle(element: HTMLElement): void {
  const kept = [...element.style]
    .filter((name) => STYLE.test(name))
    .map((name) => [name, element.style.getPropertyValue(name)] as const)
    .filter(([, value]) => !/url|image|expression|var\(/i.test(value))
  element.removeAttribute('style')
  for (const [name, value] of kept) element.style.setProperty(name, value)
}

function plainClass(element: HTMLElement): void {
  const kept = [...element.classList].filter((name) => CLASSES.has(name))
  element.removeAttribute('class')
  if (kept.length > 0) element.className = kept.join(' ')
}

function plainLink(link: HTMLElement): void {
  const href = safeLink(link.getAttribute('href') ?? '')
  if (href === null) link.removeAttribute('href')
  else link.setAttribute('href', href)
}

/** Remote pictures stay in the message and are not loaded: something of their size stands there, but for what nobody was to see. */
function place(image: HTMLElement, shownAt: ShownAt, own: ReadonlySet<string>): void {
  const address = image.getAttribute(ADDRESS) ?? image.getAttribute('src') ?? ''
  if (address === '' || (address.startsWith(PART) && !own.has(address))) {
    image.remove()
    return
  }
  image.setAttribute(ADDRESS, address)
  const shown = shownAt(address)
  const nothing = shown === null && !isTracker(image)
  image.toggleAttribute(EMPTY, nothing)
  image.setAttribute('src', shown ?? (nothing ? nothingAsLargeAs(image) : PIXEL))
}

function sizeOf(image: HTMLElement, side: 'width' | 'height'): number | null {
  const size = Number.parseInt(image.getAttribute(side) ?? '', 10)
  return Number.isNaN(size) ? null : Math.min(size, MOST_PIXELS)
}

function isTracker(image: HTMLElement): boolean {
  return (sizeOf(image, 'width') ?? 3) <= 2 || (sizeOf(image, 'height') ?? 3) <= 2
}

function nothingAsLargeAs(image: HTMLElement): string {
  const width = sizeOf(image, 'width') ?? 160
  const height = sizeOf(image, 'height') ?? Math.round(width * 0.6)
  return `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)}`
}

/** A picture in the text. */
export function pictureHtml(address: string, words: string): string {
  const image = document.createElement('img')
  // Never `src` in this document: the address would be fetched.
  image.setAttribute('alt', words)
  return image.outerHTML.replace('<img', `<img src="${encodeURI(address)}"`)
}

/** What the editor's HTML is stored as: pictures by their own addresses. */
export function storedHtml(html: string): string {
  if (!html.includes(ADDRESS)) return html
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const image of body.querySelectorAll(`img[${ADDRESS}]`)) {
    image.setAttribute('src', image.getAttribute(ADDRESS) ?? '')
    image.removeAttribute(ADDRESS)
    image.removeAttribute(EMPTY)
  }
  return body.innerHTML
}
