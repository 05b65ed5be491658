/**
 * A stranger's CSS → CSS that loads nothing but what `resolve` gives, covers nothing, and grows no frame.
 * The frame's Content-Security-Policy forbids the loading a second time.
 */
import { type Dress, dressedFor, isDarkDress } from './colour-scheme.ts'
import { cssText } from './css-text.ts'
import { type CssToken, cssTokens } from './css-tokens.ts'
import { withFontFallback } from './font-fallback.ts'

export type CleanCssOptions = {
  /** An address as written → what may be loaded in its place, or null for nothing. */
  resolve: (url: string) => string | null
  /** Called when a text or background colour is set: such a mail was designed for light paper. */
  onColour?: () => void
  /** Which of its own dresses the mail wears; light where left out. */
  dress?: Dress
  /** Called when a rule for the dark is put on. */
  onDarkDress?: () => void
}

type Cursor = { tokens: readonly CssToken[]; at: number; depth: number; options: CleanCssOptions }

// What may hold rules. @import and @font-face load, @page and the rest are of no use in a mail.
const GROUPS = new Set(['media', 'supports', 'container', 'layer', 'keyframes', '-webkit-keyframes'])

// Functions that fetch, or that make an address out of something else.
const LOADING =
  /^(url|src|image|image-set|-webkit-image-set|cross-fade|-webkit-cross-fade|element|paint|attr|expression)$/
const DROPPED = /^(behavior|-moz-binding|-ms-behavior|color-scheme|supported-color-schemes)$/
// No bidi-override: "moc.knab" would read as "bank.com".
const UNTURNED = /^(normal|embed|isolate|plaintext|initial|inherit|unset)( ?! ?important)?$/i
const COLOURED = /^(color|background|background-color|background-image)$/
const NO_COLOUR =
  /^(inherit|initial|unset|revert|transparent|currentcolor|windowtext|none|auto)( !important)?$/
const VIEWPORT_HEIGHT = /^([sld]?v(h|b|min|max))$/
const PIXELS_PER_VH = 8
const MAX_DEPTH = 32

/** Cleans the text of a `<style>` element. */
export function cleanStyleSheet(css: string, options: CleanCssOptions): string {
  return rules({ tokens: cssTokens(css), at: 0, depth: 0, options }, false)
}

/** Cleans the text of a `style` attribute. */
export function cleanDeclarations(css: string, options: CleanCssOptions): string {
  return declarations({ tokens: cssTokens(css), at: 0, depth: 0, options })
}

function rules(cursor: Cursor, nested: boolean): string {
  let text = ''
  for (;;) {
    const token = peek(cursor)
    if (!token) return text
    if (isClose(token, '}')) {
      cursor.at++ // the end of the group; at the top a stray one, which is skipped
      if (nested) return text
    } else if (isFiller(token)) cursor.at++
    else if (token.kind === 'at') text += atRule(cursor, rules)
    else text += styleRule(cursor, prelude(cursor))
  }
}

function atRule(cursor: Cursor, body: (cursor: Cursor, nested: boolean) => string): string {
  const name = (peek(cursor)?.value ?? '').toLowerCase()
  cursor.at++
  const head = prelude(cursor)
  if (!isOpen(peek(cursor), '{')) {
    cursor.at++ // `;`, or the end
    return ''
  }
  const condition = cssText(value(head, { resolve: () => null })).trim()
  const { dress = 'light', onDarkDress } = cursor.options
  const isDark = name === 'media' && isDarkDress(condition)
  if (!GROUPS.has(name) || (isDark && dress === 'light') || cursor.depth >= MAX_DEPTH) {
    component(cursor)
    return ''
  }
  cursor.at++
  const inside = deeper(cursor, () => body(cursor, true))
  if (isDark && inside) onDarkDress?.()
  return inside ? `@${name} ${name === 'media' ? dressedFor(condition, dress) : condition}{${inside}}` : ''
}

function styleRule(cursor: Cursor, head: CssToken[]): string {
  if (!isOpen(peek(cursor), '{')) {
    cursor.at++
    return ''
  }
  if (cursor.depth >= MAX_DEPTH) {
    component(cursor)
    return ''
  }
  cursor.at++
  const body = deeper(cursor, () => declarations(cursor))
  const selector = cssText(value(head, { resolve: () => null })).trim()
  // Behind a bracket that closes nothing, and is left out, an at-rule would stand that nobody looked at.
  const isSelector = selector !== '' && !head.some(({ kind }) => kind === 'at')
  return isSelector && body ? `${selector}{${body}}` : ''
}

/** Declarations and nested rules up to the block's end, which is consumed. */
function declarations(cursor: Cursor): string {
  let text = ''
  for (;;) {
    const token = peek(cursor)
    if (!token) return text
    if (isClose(token, '}')) {
      cursor.at++
      return text
    }
    if (isFiller(token)) cursor.at++
    else if (token.kind === 'at') text += atRule(cursor, declarations)
    else {
      const head = prelude(cursor)
      text += isOpen(peek(cursor), '{') ? styleRule(cursor, head) : declaration(head, cursor.options)
    }
  }
}

function declaration(tokens: CssToken[], options: CleanCssOptions): string {
  const colon = tokens.findIndex((token) => token.kind === 'delim' && token.value === ':')
  const named = tokens.slice(0, Math.max(colon, 0)).filter((token) => !isGap(token))
  const [name] = named
  if (colon < 0 || named.length !== 1 || name?.kind !== 'ident') return ''
  const property = name.value.startsWith('--') ? name.value : name.value.toLowerCase()
  const cleaned = cssText(value(tokens.slice(colon + 1), options)).trim()
  if (DROPPED.test(property) || cleaned === '') return ''
  if (property === 'position' && !/^(static|relative|absolute)( ?! ?important)?$/i.test(cleaned)) return ''
  if (property === 'unicode-bidi' && !UNTURNED.test(cleaned)) return ''
  if (COLOURED.test(property) && !NO_COLOUR.test(cleaned.toLowerCase())) options.onColour?.()
  const complete = property === 'font' || property === 'font-family' ? withFontFallback(cleaned) : cleaned
  return `${cssText([{ ...name, value: property }])}:${complete};`
}

/** The tokens of a value with every address resolved and every viewport height made a length. */
function value(tokens: readonly CssToken[], options: CleanCssOptions): CssToken[] {
  const cleaned: CssToken[] = []
  const cursor: Cursor = { tokens, at: 0, depth: 0, options }
  for (;;) {
    const token = peek(cursor)
    if (!token) return cleaned
    if (token.kind === 'url') {
      cursor.at++
      cleaned.push(addressed(token.value, options))
    } else if (token.kind === 'function' && LOADING.test(token.value.toLowerCase())) {
      cleaned.push(loaded(token, component(cursor), options))
    } else {
      cursor.at++
      cleaned.push(token.kind === 'number' ? withoutViewport(token) : token)
    }
  }
}

/** `url("…")` is an address; every other way to load is nothing. */
function loaded(token: CssToken, whole: CssToken[], options: CleanCssOptions): CssToken {
  const inside = whole.slice(1, -1).filter((one) => !isGap(one))
  const [address] = inside
  const plain = token.value.toLowerCase() === 'url' && inside.length === 1 && address?.kind === 'string'
  return plain ? addressed(address.value, options) : { kind: 'bad', value: '' }
}

function addressed(url: string, options: CleanCssOptions): CssToken {
  const resolved = options.resolve(url)
  return resolved === null ? { kind: 'bad', value: '' } : { kind: 'url', value: resolved }
}

// The frame is as high as its content: content as high as the frame would grow without end.
function withoutViewport(token: CssToken): CssToken {
  if (!VIEWPORT_HEIGHT.test(token.unit?.toLowerCase() ?? '')) return token
  return { kind: 'number', value: String(Number(token.value) * PIXELS_PER_VH), unit: 'px' }
}

/** What stands before `{` or `;`, in whole components. */
function prelude(cursor: Cursor): CssToken[] {
  const tokens: CssToken[] = []
  for (;;) {
    const token = peek(cursor)
    if (!token || isOpen(token, '{') || isClose(token, '}')) return tokens
    if (token.kind === 'delim' && token.value === ';') return tokens
    for (const part of component(cursor)) tokens.push(part)
  }
}

/** One component value (CSS Syntax §5.4.8): a token, or a bracket with all that is in it, closed. */
function component(cursor: Cursor): CssToken[] {
  const first = peek(cursor)
  if (!first) return []
  const tokens: CssToken[] = []
  const open: string[] = []
  do {
    const token = peek(cursor)
    if (!token) break
    cursor.at++
    if (token.kind === 'function') open.push(')')
    else if (token.kind === 'open') open.push(CLOSING[token.value] ?? ')')
    else if (token.kind === 'close') {
      if (open.at(-1) !== token.value) continue // closes nothing: left out
      open.pop()
    }
    tokens.push(token)
  } while (open.length > 0)
  for (const bracket of open.reverse()) tokens.push({ kind: 'close', value: bracket })
  return tokens
}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' }

function deeper(cursor: Cursor, work: () => string): string {
  cursor.depth++
  const text = work()
  cursor.depth--
  return text
}

function peek(cursor: Cursor): CssToken | undefined {
  return cursor.tokens[cursor.at]
}

function isOpen(token: CssToken | undefined, bracket: string): boolean {
  return token?.kind === 'open' && token.value === bracket
}

function isClose(token: CssToken, bracket: string): boolean {
  return token.kind === 'close' && token.value === bracket
}

function isGap(token: CssToken): boolean {
  return token.kind === 'space' || token.kind === 'comment'
}

function isFiller(token: CssToken): boolean {
  return isGap(token) || (token.kind === 'delim' && token.value === ';')
}
