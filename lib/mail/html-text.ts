/**
 * HTML → the words a reader would see, for previews: one pass, no parser, no state kept. It is **no** sanitiser: what
 * comes out is text and is only ever shown as text.
 */

// Their content is never text. `title` is the document's, not the mail's.
const SKIPPED = new Set([
  'style',
  'script',
  'title',
  'template',
  'noscript',
  'textarea',
  'select',
  'svg',
  'math',
  'xml',
])

// After these the next word doesn't go on in the same one.
const BREAKING =
  /^(?:\/?(?:p|div|tr|table|h[1-6]|ul|ol|li|blockquote|section|article|header|footer|pre|hr|dl|dt|dd|center)|br|\/?t[dh])$/

const ENTITIES = new Map<string, string>(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    zwnj: '',
    zwj: '',
    shy: '',
    copy: '©',
    reg: '®',
    trade: '™',
    hellip: '…',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    sbquo: '‚',
    ldquo: '“',
    rdquo: '”',
    bdquo: '„',
    laquo: '«',
    raquo: '»',
    lsaquo: '‹',
    rsaquo: '›',
    bull: '•',
    middot: '·',
    euro: '€',
    pound: '£',
    yen: '¥',
    cent: '¢',
    sect: '§',
    para: '¶',
    deg: '°',
    plusmn: '±',
    times: '×',
    divide: '÷',
    frac12: '½',
    frac14: '¼',
    sup2: '²',
    sup3: '³',
    micro: 'µ',
    iexcl: '¡',
    iquest: '¿',
    rarr: '→',
    larr: '←',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    szlig: 'ß',
    Agrave: 'À',
    agrave: 'à',
    Aacute: 'Á',
    aacute: 'á',
    Acirc: 'Â',
    acirc: 'â',
    Atilde: 'Ã',
    atilde: 'ã',
    Aring: 'Å',
    aring: 'å',
    AElig: 'Æ',
    aelig: 'æ',
    Ccedil: 'Ç',
    ccedil: 'ç',
    Egrave: 'È',
    egrave: 'è',
    Eacute: 'É',
    eacute: 'é',
    Ecirc: 'Ê',
    ecirc: 'ê',
    Euml: 'Ë',
    euml: 'ë',
    Igrave: 'Ì',
    igrave: 'ì',
    Iacute: 'Í',
    iacute: 'í',
    Icirc: 'Î',
    icirc: 'î',
    Iuml: 'Ï',
    iuml: 'ï',
    Ntilde: 'Ñ',
    ntilde: 'ñ',
    Ograve: 'Ò',
    ograve: 'ò',
    Oacute: 'Ó',
    oacute: 'ó',
    Ocirc: 'Ô',
    ocirc: 'ô',
    Otilde: 'Õ',
    otilde: 'õ',
    Oslash: 'Ø',
    oslash: 'ø',
    OElig: 'Œ',
    oelig: 'œ',
    Ugrave: 'Ù',
    ugrave: 'ù',
    Uacute: 'Ú',
    uacute: 'ú',
    Ucirc: 'Û',
    ucirc: 'û',
    Yacute: 'Ý',
    yacute: 'ý',
    yuml: 'ÿ',
    Scaron: 'Š',
    scaron: 'š',
  }),
)

/** `&auml;`, `&#228;`, `&#xe4;` → `ä`; unknown ones stay as they are. */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}\d{0,2}));?/gi,
    (whole, decimal, hex, name) => {
      if (name) return ENTITIES.get(name) ?? whole
      const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
      return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) || code === 0
        ? ''
        : String.fromCodePoint(code)
    },
  )
}

/** The index behind the tag or comment that begins with `<` at `at`; the text's length where it never ends. */
function endOfMarkup(html: string, at: number): number {
  const [close, length] = html.startsWith('<!--', at) ? ['-->', 3] : ['>', 1]
  const end = html.indexOf(close, at + (length === 3 ? 4 : 1))
  return end < 0 ? html.length : end + length
}

/** The index behind the end tag of `name`, searched from `at`. */
function endOfElement(html: string, at: number, name: string): number {
  const closing = new RegExp(`</${name}\\b`, 'gi')
  closing.lastIndex = at
  const found = closing.exec(html)
  return found ? endOfMarkup(html, found.index) : html.length
}

/**
 * The text of the beginning of an HTML document.
 * @param enough stops after about this many characters of text.
 */
export function htmlText(html: string, enough: number): string {
  let text = ''
  for (let at = 0; at < html.length && text.length < enough; ) {
    const open = html.indexOf('<', at)
    if (open < 0 || open > at) {
      // Entities are decoded with the tags gone, so that `&lt;b&gt;` stays text; no piece is longer than needed.
      const end = open < 0 ? html.length : open
      text += decodeEntities(html.slice(at, Math.min(end, at + 8 * enough)))
      at = end
      continue
    }
    const name = /^<(\/?[a-z][a-z0-9]*|!|\?)/i.exec(html.slice(open, open + 20))?.[1]?.toLowerCase()
    if (name === undefined) {
      text += '<' // not markup: "a < b"
      at = open + 1
      continue
    }
    at = endOfMarkup(html, open)
    if (SKIPPED.has(name)) at = endOfElement(html, at, name)
    else if (BREAKING.test(name)) text += '\n'
  }
  return text
}
