/**
 * CSS text → tokens (CSS Syntax Level 3 §4), names and strings decoded.
 */

/** `value` is decoded: no escapes. `unit` belongs to numbers (`%` for percentages). */
export type CssToken = {
  kind:
    | 'ident'
    | 'function'
    | 'at'
    | 'hash'
    | 'string'
    | 'url'
    | 'number'
    | 'space'
    | 'comment'
    | 'delim'
    | 'open'
    | 'close'
    | 'bad'
  value: string
  unit?: string
}

type Reader = { text: string; at: number }

const NAME_START = /[A-Za-z_\u0080-\u{10ffff}]/u
const NAME = /[-A-Za-z0-9_\u0080-\u{10ffff}]/u
const NAME_RUN = /[-A-Za-z0-9_\u0080-\u{10ffff}]+/uy
const URL_RUN = /[!#-&*-[\]-~\u0080-\u{10ffff}]+/uy
const SPACE = /[ \t\n]/

/** The text of a style sheet, a declaration list or a value → its tokens. Never throws. */
export function cssTokens(css: string): CssToken[] {
  // §3.3: preprocessing.
  const reader: Reader = { text: css.replace(/\r\n?|\f/g, '\n').replaceAll('\0', '\ufffd'), at: 0 }
  const tokens: CssToken[] = []
  while (reader.at < reader.text.length) tokens.push(nextToken(reader))
  return tokens
}

function nextToken(reader: Reader): CssToken {
  const { text, at } = reader
  const char = text[at] ?? ''
  if (text.startsWith('/*', at)) return comment(reader)
  if (SPACE.test(char)) return space(reader)
  if (char === '"' || char === "'") return string(reader, char)
  if (startsNumber(text, at)) return number(reader)
  if (text.startsWith('-->', at)) return take(reader, 3, 'comment')
  if (startsName(text, at)) return identLike(reader)
  if (text.startsWith('<!--', at)) return take(reader, 4, 'comment')
  if (char === '#' && (NAME.test(charAt(text, at + 1)) || startsEscape(text, at + 1))) {
    reader.at++
    return { kind: 'hash', value: name(reader) }
  }
  if (char === '@' && startsName(text, at + 1)) {
    reader.at++
    return { kind: 'at', value: name(reader) }
  }
  if ('([{'.includes(char)) return take(reader, 1, 'open')
  if (')]}'.includes(char)) return take(reader, 1, 'close')
  return take(reader, 1, 'delim')
}

function take(reader: Reader, length: number, kind: CssToken['kind']): CssToken {
  const value = reader.text.slice(reader.at, reader.at + length)
  reader.at += length
  return { kind, value }
}

function comment(reader: Reader): CssToken {
  const end = reader.text.indexOf('*/', reader.at + 2)
  reader.at = end < 0 ? reader.text.length : end + 2
  return { kind: 'comment', value: '' }
}

function space(reader: Reader): CssToken {
  while (SPACE.test(reader.text[reader.at] ?? '')) reader.at++
  return { kind: 'space', value: ' ' }
}

// §4.3.5. A string that a line end cuts off is bad, and the line end is read again.
function string(reader: Reader, quote: string): CssToken {
  const { text } = reader
  let value = ''
  reader.at++
  while (reader.at < text.length) {
    const char = charAt(text, reader.at)
    if (char === quote) {
      reader.at++
      break
    }
    if (char === '\n') return { kind: 'bad', value: '' }
    if (char === '\\') {
      if (reader.at + 1 >= text.length || text[reader.at + 1] === '\n') reader.at += 2
      else value += readEscape(reader)
      continue
    }
    value += char
    reader.at += char.length
  }
  return { kind: 'string', value }
}

// §4.3.3
function number(reader: Reader): CssToken {
  const rest = reader.text.slice(reader.at, reader.at + 400)
  const value = rest.match(/^[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?/)?.[0] ?? '0'
  reader.at += value.length
  if (startsName(reader.text, reader.at)) return { kind: 'number', value, unit: name(reader) }
  if (reader.text[reader.at] === '%') {
    reader.at++
    return { kind: 'number', value, unit: '%' }
  }
  return { kind: 'number', value, unit: '' }
}

// §4.3.4
function identLike(reader: Reader): CssToken {
  const value = name(reader)
  if (reader.text[reader.at] !== '(') return { kind: 'ident', value }
  reader.at++
  if (value.toLowerCase() !== 'url') return { kind: 'function', value }
  let ahead = reader.at
  while (SPACE.test(reader.text[ahead] ?? '')) ahead++
  const quote = reader.text[ahead]
  if (quote === '"' || quote === "'") return { kind: 'function', value }
  reader.at = ahead
  return url(reader)
}

// §4.3.6
function url(reader: Reader): CssToken {
  const { text } = reader
  let value = ''
  while (reader.at < text.length) {
    value += runOf(reader, URL_RUN)
    const char = charAt(text, reader.at)
    if (char === ')') {
      reader.at++
      return { kind: 'url', value }
    }
    if (SPACE.test(char)) {
      space(reader)
      if (reader.at >= text.length) break
      if (text[reader.at] === ')') continue
      return badUrl(reader)
    }
    if (char === '\\' && startsEscape(text, reader.at)) {
      value += readEscape(reader)
      continue
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: §4.2 "non-printable code point", as the standard lists them
    if (/["'(\\\u0001-\u0008\u000b\u000e-\u001f\u007f]/.test(char)) return badUrl(reader)
    value += char
    reader.at += char.length
  }
  return { kind: 'url', value }
}

// §4.3.14
function badUrl(reader: Reader): CssToken {
  const { text } = reader
  while (reader.at < text.length && text[reader.at] !== ')')
    reader.at += startsEscape(text, reader.at) ? 2 : 1
  reader.at++
  return { kind: 'bad', value: '' }
}

function name(reader: Reader): string {
  let value = ''
  for (;;) {
    const run = runOf(reader, NAME_RUN)
    if (run !== '') value += run
    else if (startsEscape(reader.text, reader.at)) value += readEscape(reader)
    else return value
  }
}

/** The characters from here that a sticky pattern takes; `""` where it takes none. */
function runOf(reader: Reader, sticky: RegExp): string {
  sticky.lastIndex = reader.at
  const run = sticky.exec(reader.text)?.[0] ?? ''
  reader.at += run.length
  return run
}

// §4.3.7: reader.at is at the backslash.
function readEscape(reader: Reader): string {
  reader.at++
  const hex = reader.text.slice(reader.at, reader.at + 6).match(/^[0-9A-Fa-f]+/)?.[0]
  if (hex === undefined) {
    const char = charAt(reader.text, reader.at)
    reader.at += char.length
    return char || '\ufffd'
  }
  reader.at += hex.length
  if (SPACE.test(reader.text[reader.at] ?? '')) reader.at++
  const code = Number.parseInt(hex, 16)
  const valid = code !== 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return valid ? String.fromCodePoint(code) : '\ufffd'
}

function charAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function startsEscape(text: string, at: number): boolean {
  return text[at] === '\\' && text[at + 1] !== '\n'
}

function startsName(text: string, at: number): boolean {
  const char = charAt(text, at)
  if (char !== '-') return (char !== '' && NAME_START.test(char)) || startsEscape(text, at)
  const next = charAt(text, at + 1)
  return next === '-' || (next !== '' && NAME_START.test(next)) || startsEscape(text, at + 1)
}

function startsNumber(text: string, at: number): boolean {
  return /^[+-]?\.?\d/.test(text.slice(at, at + 3))
}
