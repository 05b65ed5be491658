/**
 * CSS tokens → text. What is written has no comment text, no escape that hides a name, and every string closed: it
 * can be read in one way only.
 */
import type { CssToken } from './css-tokens.ts'

const NAME = /[-A-Za-z0-9_\u0080-\u{10ffff}]/u

/** Tokens → text that gives the same tokens again. */
export function cssText(tokens: readonly CssToken[]): string {
  let text = ''
  for (const [at, token] of tokens.entries()) {
    text += written(token)
    // No "<" may look like the beginning of a tag to whoever reads a style element's text.
    if (token.value === '<' && token.kind === 'delim' && !/^[= ]/.test(tokens[at + 1]?.value ?? ''))
      text += ' '
  }
  return text
}

function written(token: CssToken): string {
  switch (token.kind) {
    case 'ident':
      return ident(token.value)
    case 'function':
      return `${ident(token.value)}(`
    case 'at':
      return `@${ident(token.value)}`
    case 'hash':
      return `#${nameText(token.value)}`
    case 'string':
      return quoted(token.value)
    case 'url':
      return `url(${quoted(token.value)})`
    case 'number':
      return token.value + unitText(token.unit ?? '')
    case 'comment':
      return '/**/' // what it kept apart stays apart: `ur/**/l(` is no url
    case 'bad':
      return ' none '
    default:
      return token.value === '\\' ? '' : token.value
  }
}

function unitText(unit: string): string {
  if (unit === '%' || unit === '') return unit
  // `1\65 3` is a unit "e3"; `1e3` would be a thousand.
  return /^e[+-]?\d/i.test(unit) ? `\\65 ${nameText(unit.slice(1))}` : ident(unit)
}

// CSSOM "serialize an identifier".
function ident(value: string): string {
  if (value === '-') return '\\-'
  const first = value.match(/^-?\d/)?.[0]
  if (first === undefined) return nameText(value)
  const digit = first.at(-1) ?? ''
  const code = digit.charCodeAt(0).toString(16)
  return `${first.slice(0, -1)}\\${code} ${nameText(value.slice(first.length))}`
}

function nameText(value: string): string {
  let text = ''
  for (const char of value) text += NAME.test(char) ? char : hexEscape(char)
  return text
}

function quoted(value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is escaped
  return `"${value.replace(/["\\<\u0000-\u001f\u007f]/g, hexEscape)}"`
}

function hexEscape(char: string): string {
  return `\\${(char.codePointAt(0) ?? 0xfffd).toString(16)} `
}
