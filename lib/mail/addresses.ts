/** Address lists (RFC 5322 §3.4 with the obsolete forms of §4.4), as senders really write them. */
import type { Address } from '#lib/api/messages.ts'
import { decodeHeaderText, decodeRaw, encodedWordAt } from './encoded-words.ts'

/** `text` is still encoded; `quoted` text has its quotes and backslashes taken off. `gap`: white space stands before it. */
type Token = {
  kind: 'atom' | 'quoted' | 'angle' | 'comment' | 'at' | 'comma' | 'colon' | 'semicolon'
  text: string
  gap: boolean
}

const SPECIALS = new Map<string, Token['kind']>([
  ['@', 'at'],
  [',', 'comma'],
  [':', 'colon'],
  [';', 'semicolon'],
])

/** Characters of a field that are read: some 5,000 mailboxes. */
const LONGEST = 262_144

const ATOM = /[^\s()<>@,;:"[\]]+|\[[^\]\r\n]{0,255}\]|[\s\S]/y

/** Where the text that `open` begins ends (index of its last character), or -1 where it never does. */
function closingOf(value: string, at: number, close: string): number {
  let depth = 0
  for (let index = at + 1; index < value.length; index++) {
    const char = value[index]
    if (char === '\\') index++
    else if (char === '(' && close === ')') depth++
    else if (char === close && depth-- === 0) return index
    else if (char === '"' && close === '>') {
      const end = closingOf(value, index, '"')
      if (end < 0) continue
      index = end
    }
  }
  return -1
}

const PAIRS = new Map<string, { close: string; kind: Token['kind'] }>([
  ['"', { close: '"', kind: 'quoted' }],
  ['(', { close: ')', kind: 'comment' }],
  ['<', { close: '>', kind: 'angle' }],
])

/** Takes a list apart. A quote or comment that is never closed is an ordinary character, such a bracket none. */
function tokensOf(value: string): Token[] {
  const tokens: Token[] = []
  const unclosed = new Set<string>()
  const lastWordEnd = value.lastIndexOf('?=')
  let gap = false
  for (let at = 0; at < value.length; ) {
    const char = value[at] ?? ''
    if (/\s|\0/.test(char)) {
      gap = true
      at++
      continue
    }
    const pair = unclosed.has(char) ? undefined : PAIRS.get(char)
    const end = pair ? closingOf(value, at, pair.close) : -1
    if (pair && end >= 0) {
      const inner = value.slice(at + 1, end)
      tokens.push({ kind: pair.kind, text: pair.kind === 'angle' ? inner : unescaped(inner), gap })
      at = end + 1
    } else {
      if (pair) unclosed.add(char)
      if (char === '<') {
        gap = true // "John <john@example.org": the bracket says nothing more
        at++
        continue
      }
      const word = char === '=' && at <= lastWordEnd ? encodedWordAt(value, at) : null
      ATOM.lastIndex = at
      const text = word ? value.slice(at, word.end) : (ATOM.exec(value)?.[0] ?? char)
      tokens.push({ kind: SPECIALS.get(text) ?? 'atom', text, gap })
      at += text.length
    }
    gap = false
  }
  return tokens
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, '$1')
}

/** A local part that is no dot-atom goes back into quotes. */
function quotedAgain(text: string): string {
  return /^[^\s()<>@,;:\\"[\]]+$/.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

/** `user@domain` of the tokens of an addr-spec: white space and comments in it are obsolete and mean nothing. */
function addressOf(tokens: readonly Token[]): string {
  const text = tokens
    .filter((token) => token.kind !== 'comment')
    .map((token) => (token.kind === 'quoted' ? quotedAgain(token.text) : token.text))
    .join('')
  // Encoded words stay as they are: RFC 2047 §5 knows none here, and decoding one could bring another "@".
  return decodeRaw(text).replaceAll(/[\p{Cc}\s]/gu, ' ')
}

/**
 * What stands between `<` and `>`: without a source route (RFC 5322 §4.4 `@a,@b:user@domain`). Some put a group there
 * (`<Undisclosed-Recipient:;>`), of which the name is left, or a whole `mailto:` address.
 */
function addressOfAngle(text: string): string {
  const tokens = tokensOf(text.replace(/^\s*mailto:/i, ''))
  const group = tokens.at(-1)?.kind === 'semicolon' ? tokens.findIndex(({ kind }) => kind === 'colon') : -1
  if (group > 0) return addressOf(tokens.slice(0, group))
  const route = tokens[0]?.kind === 'at' ? tokens.findIndex((token) => token.kind === 'colon') : -1
  return addressOf(tokens.slice(route + 1))
}

/** The words of a display name: decoded together, so that an encoded word may go on in the next one. */
function nameOf(tokens: readonly Token[]): string {
  const text = tokens
    .filter((token) => token.kind !== 'comment')
    .map((token) => `${token.gap ? ' ' : ''}${token.kind === 'angle' ? `<${token.text}>` : token.text}`)
    .join('')
  return decodeHeaderText(text.replace(/^\s*"(?=[^"]*$)/, ''))
}

function commentOf(tokens: readonly Token[]): string {
  return decodeHeaderText(tokens.find((token) => token.kind === 'comment')?.text ?? '')
}

/** Without angle brackets: the addr-spec is the run of words around the last `@`; what stands before it is a name. */
function bareMailbox(tokens: readonly Token[]): Address {
  const at = tokens.findLastIndex((token) => token.kind === 'at')
  if (at < 0) return { name: nameOf(tokens) || commentOf(tokens), address: '' }
  let start = at
  // Words that touch the `@` or a dot (`john . doe @ host` is obsolete, but one address).
  while (start > 0 && belongs(tokens[start - 1], tokens[start])) start--
  let end = at + 1
  while (end < tokens.length && (end === at + 1 || belongs(tokens[end - 1], tokens[end]))) end++
  const name = nameOf([...tokens.slice(0, start), ...tokens.slice(end)])
  return { name: name || commentOf(tokens), address: addressOf(tokens.slice(start, end)) }
}

function belongs(left: Token | undefined, right: Token | undefined): boolean {
  if (!left || !right || left.kind === 'angle' || right.kind === 'angle') return false
  if (!right.gap || left.kind === 'at' || right.kind === 'at') return true
  if (left.kind === 'comment' || right.kind === 'comment') return true
  return left.text.endsWith('.') || right.text.startsWith('.')
}

function mailboxOf(tokens: readonly Token[]): Address | null {
  if (tokens.every((token) => token.kind === 'comment')) return null
  const angle = tokens.findLastIndex((token) => token.kind === 'angle')
  const found =
    angle < 0
      ? bareMailbox(tokens)
      : {
          name: nameOf(tokens.slice(0, angle)) || nameOf(tokens.slice(angle + 1)) || commentOf(tokens),
          address: addressOfAngle(tokens[angle]?.text ?? ''),
        }
  return found.name === '' && found.address === '' ? null : found
}

/**
 * An address field's value (a byte string) → its mailboxes in order. Groups are flattened, `name` is `""` where there
 * is none (a comment serves in its place), and what can't be understood is kept as a name with the address `""`. Behind 256 KiB the list is cut.
 */
export function parseAddresses(value: string): Address[] {
  const tokens = tokensOf(
    value.length > LONGEST ? value.slice(0, value.lastIndexOf(',', LONGEST) + 1 || LONGEST) : value,
  )
  const lastSemicolon = tokens.findLastIndex((token) => token.kind === 'semicolon')
  const found: Address[] = []
  let mailbox: Token[] = []
  const close = () => {
    const address = mailboxOf(mailbox)
    if (address) found.push(address)
    mailbox = []
  }
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'comma' || token.kind === 'semicolon') close()
    // A group's name ends here, if the group ends somewhere; `undisclosed-recipients:` ends with the field.
    else if (token.kind === 'colon' && (index < lastSemicolon || index === tokens.length - 1)) mailbox = []
    else mailbox.push(token)
  }
  close()
  return found
}
