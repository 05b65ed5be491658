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
      if (char === '<' || char === '>') {
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

/** Words of an address: what only obsolete white space parts is one (`john . doe`), other words stay apart. */
function joined(tokens: readonly Token[]): string {
  let text = ''
  for (const token of tokens) {
    const word = token.kind === 'quoted' ? quotedAgain(token.text) : token.text
    text += token.gap && text !== '' && !text.endsWith('.') && !word.startsWith('.') ? ` ${word}` : word
  }
  return text
}

/** `user@domain` of the tokens of an addr-spec: white space and comments round dots and "@" mean nothing (§4.4). */
function addressOf(tokens: readonly Token[]): string {
  const words = tokens.filter((token) => token.kind !== 'comment')
  const at = words.findLastIndex((token) => token.kind === 'at')
  const local = at < 0 ? '' : joined(words.slice(0, at))
  const user = /\s/.test(local) && !local.startsWith('"') ? quotedAgain(local) : local
  // Encoded words stay as they are: RFC 2047 §5 knows none here, and decoding one could bring another "@".
  const text = decodeRaw(at < 0 ? joined(words) : `${user}@${joined(words.slice(at + 1))}`)
  return text.replaceAll(/[\p{Cc}\s]/gu, ' ')
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
  return decodeHeaderText(tokens.findLast((token) => token.kind === 'comment')?.text ?? '')
}

/** No "@": a name, or, where it is one plain word, a user of the sender's own machine (`root (Cron)`). */
function localMailbox(tokens: readonly Token[]): Address {
  const [word, ...others] = tokens.filter((token) => token.kind !== 'comment')
  const isUser = word?.kind === 'atom' && others.length === 0 && /^[!#-~]+$/.test(word.text)
  if (!word || !isUser || word.text.startsWith('=?'))
    return { name: nameOf(tokens) || commentOf(tokens), address: '' }
  return { name: commentOf(tokens), address: word.text }
}

/**
 * Without angle brackets: the addr-spec is the run of words around the first `@`; words without one before or behind it
 * are a name. A second address, which no comma parts from it, is none.
 */
function bareMailbox(tokens: readonly Token[]): Address {
  const at = tokens.findIndex((token) => token.kind === 'at')
  if (at < 0) return localMailbox(tokens)
  let start = at
  // Words that touch the `@` or a dot (`john . doe @ host` is obsolete, but one address).
  while (start > 0 && belongs(tokens[start - 1], tokens[start])) start--
  let end = at + 1
  while (end < tokens.length && (end === at + 1 || belongs(tokens[end - 1], tokens[end]))) end++
  const behind = tokens.slice(end)
  const isName = !behind.some((token) => token.kind === 'at')
  const name = nameOf([...tokens.slice(0, start), ...(isName ? behind : [])])
  return { name: name || commentOf(tokens), address: addressOf(tokens.slice(start, end)) }
}

function belongs(left: Token | undefined, right: Token | undefined): boolean {
  if (!left || !right || left.kind === 'angle' || right.kind === 'angle') return false
  if (!right.gap || left.kind === 'at' || right.kind === 'at') return true
  if (left.kind === 'comment' || right.kind === 'comment') return true
  return left.text.endsWith('.') || right.text.startsWith('.')
}

/** The address is in the first brackets that hold one; a mailbox ends there (RFC 5322 §3.4). */
function angleMailbox(tokens: readonly Token[], angle: number): Address {
  const before = tokens.slice(0, angle)
  const behind = tokens.slice(angle + 1)
  const address = addressOfAngle(tokens[angle]?.text ?? '')
  const name = nameOf(before)
  // `a@b.example <a@b.example>`: not a name, the address once more.
  if (name === address && before.some((token) => token.kind === 'at')) return { name: '', address }
  const isName = !behind.some((token) => token.kind === 'angle')
  return { name: name || (isName ? nameOf(behind) : '') || commentOf(tokens), address }
}

function mailboxOf(tokens: readonly Token[]): Address | null {
  if (tokens.every((token) => token.kind === 'comment')) return null
  const first = tokens.findIndex((token) => token.kind === 'angle' && token.text.includes('@'))
  const angle = first < 0 ? tokens.findLastIndex((token) => token.kind === 'angle') : first
  const found = angle < 0 ? bareMailbox(tokens) : angleMailbox(tokens, angle)
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
  const found: Address[] = []
  let mailbox: Token[] = []
  const close = () => {
    const address = mailboxOf(mailbox)
    if (address) found.push(address)
    mailbox = []
  }
  for (const token of tokens) {
    if (token.kind === 'comma' || token.kind === 'semicolon') close()
    // A group's name ends here, though many groups never do.
    else if (token.kind === 'colon') mailbox = []
    else mailbox.push(token)
  }
  close()
  return found
}
