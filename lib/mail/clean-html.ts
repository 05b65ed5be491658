/**
 * HTML on its way to others → HTML of text, lists, tables and pictures. One pass, no DOM: what comes out is written anew
 * from what is allowed, so that nothing else can be in it, however it was hidden. For showing strangers' mail there is
 * the sanitiser of the message frame.
 */
import { cleanDeclarations, cleanStyleSheet } from './clean-css.ts'
import { decodeEntities } from './html-text.ts'

/** A picture's address as it was written → what stands in its place, or null: the picture goes. */
export type PictureOf = (address: string) => string | null

const words = (list: string) => new Set(list.split(' '))

const TAGS = words(
  'a abbr address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em ' +
    'figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q s samp section ' +
    'small span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr',
)
/** Gone with all that is in them. */
const GONE = words(
  'script title template noscript textarea select svg math xml iframe object embed applet audio video canvas noembed ' +
    'noframes plaintext xmp frameset button',
)
const ATTRIBUTES = words(
  'abbr align alt bgcolor border cellpadding cellspacing class clear color colspan datetime dir face headers height ' +
    'hspace id lang noshade nowrap reversed rowspan rules scope size span start summary title type valign value vspace width',
)
const LINK = /^(?:https?:\/\/|mailto:|tel:|#)/i

// HTML §13.2.5: the name ends at white space, "/" or ">".
const TAG = /<(\/?)([a-z][^\s/>]*)/iy
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)?))?/y
const END = /[\s/]*>/y

type Tag = { name: string; closes: boolean; attributes: [name: string, value: string][]; end: number }

/** The tag at `at`, or null where that is none. One that never ends goes on to the end of the text. */
function tagAt(html: string, at: number): Tag | null {
  TAG.lastIndex = at
  const [begun, slash, name = ''] = TAG.exec(html) ?? []
  if (begun === undefined) return null
  const attributes: Tag['attributes'] = []
  let end = at + begun.length
  for (;;) {
    END.lastIndex = end
    const ended = END.exec(html)
    if (ended)
      return { name: name.toLowerCase(), closes: slash === '/', attributes, end: end + ended[0].length }
    ATTRIBUTE.lastIndex = end
    const found = ATTRIBUTE.exec(html)
    if (!found?.[1]) return { name: '', closes: true, attributes: [], end: html.length }
    attributes.push([found[1].toLowerCase(), decodeEntities(found[2] ?? found[3] ?? found[4] ?? '')])
    end += found[0].length
  }
}

function escaped(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}

function cleanValue(tag: string, name: string, value: string, picture: PictureOf): string | null {
  // Browsers drop these from addresses before they read them (URL §4.4).
  const address = value.trim().replaceAll(/[\t\n\r]/g, '')
  if (name === 'href') return tag === 'a' && LINK.test(address) ? address : null
  if (name === 'src') return tag === 'img' ? picture(address) : null
  if (name === 'background') return picture(address)
  if (name === 'style') return cleanDeclarations(value, { resolve: picture }) || null
  return ATTRIBUTES.has(name) ? value : null
}

function openingTag({ name, attributes }: Tag, picture: PictureOf): string {
  const seen = new Set<string>()
  let written = ''
  for (const [attribute, value] of attributes) {
    if (seen.has(attribute)) continue // of two, browsers take the first
    seen.add(attribute)
    const clean = cleanValue(name, attribute, value, picture)
    if (clean !== null) written += ` ${attribute}="${escaped(clean)}"`
  }
  return name === 'img' && !/ src="/.test(written) ? '' : `<${name}${written}>`
}

/** The index of the end tag of `name`, or the text's length. */
function endTagOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}(?=[\\s/>])`, 'gi')
  closing.lastIndex = from
  return closing.exec(html)?.index ?? html.length
}

/** Cleans a document or a piece of one. */
export function cleanHtml(html: string, picture: PictureOf): string {
  let clean = ''
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf('<', at)
    if (open < 0) return clean + html.slice(at)
    clean += html.slice(at, open)
    const tag = tagAt(html, open)
    if (!tag) {
      const markup = /^<(!--|[!?/])/.exec(html.slice(open, open + 4))
      const close = markup ? html.indexOf(markup[1] === '!--' ? '-->' : '>', open) : -1
      if (!markup) clean += '&lt;' // not markup: "a < b"
      at = markup ? (close < 0 ? html.length : close + (markup[1] === '!--' ? 3 : 1)) : open + 1
      continue
    }
    at = tag.end
    if (tag.closes) clean += TAGS.has(tag.name) && tag.name !== 'style' ? `</${tag.name}>` : ''
    else if (tag.name === 'style' || GONE.has(tag.name)) {
      const end = endTagOf(html, tag.name, at)
      if (tag.name === 'style') clean += styleElement(html.slice(at, end), picture)
      at = end
    } else if (TAGS.has(tag.name)) clean += openingTag(tag, picture)
  }
  return clean
}

function styleElement(css: string, picture: PictureOf): string {
  const clean = cleanStyleSheet(css, { resolve: picture }).replaceAll('<', '\\3c ')
  return clean.trim() === '' ? '' : `<style>${clean}</style>`
}
