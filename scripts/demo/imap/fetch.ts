/** FETCH data items (RFC 3501 §6.4.5) of one stored message. */
import { bodyStructure, envelope } from './describe.ts'
import type { StoredMessage } from './mail-store.ts'
import { type Part, parsePart, partAt } from './mime-tree.ts'
import { quote } from './wire.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MACROS: Record<string, string[]> = {
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
}

const trees = new WeakMap<StoredMessage, Part>()

/** The message's parts, read once. */
export function treeOf(message: StoredMessage): Part {
  const known = trees.get(message)
  if (known) return known
  const tree = parsePart(message.raw)
  trees.set(message, tree)
  return tree
}

/** `ALL`, `FAST` and `FULL` → the items they stand for. */
export function expandItems(items: string[]): string[] {
  return items.flatMap((item) => MACROS[item.toUpperCase()] ?? [item])
}

/** Does fetching this item set `\Seen`? */
export function marksSeen(item: string): boolean {
  return /^(BODY\[|RFC822($|\.TEXT))/i.test(item)
}

function internalDate(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = String(date.getUTCDate()).padStart(2, ' ')
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  return `"${day}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000"`
}

/** The chosen header fields, as stored, with the blank line behind them. */
function headerFields(part: Part, names: string[], keep: boolean): string {
  const wanted = new Set(names.map((name) => name.replaceAll('"', '').toLowerCase()))
  const fields = part.raw.toString('latin1', part.start, part.bodyStart).split(/\r\n(?![ \t])/)
  const chosen = fields.filter((field) => {
    const name = field.split(':')[0]?.trim().toLowerCase() ?? ''
    return field.includes(':') && wanted.has(name) === keep
  })
  return `${chosen.map((field) => `${field}\r\n`).join('')}\r\n`
}

/** The bytes of a section such as ``, `HEADER`, `2.1`, `2.MIME`; null for one that isn't there. */
function section(root: Part, name: string): string | null {
  const [, numbers = '', text = ''] = /^((?:\d+\.?)*)(.*)$/s.exec(name) ?? []
  const path = numbers.split('.').filter(Boolean).map(Number)
  const part = partAt(root, path)
  if (!part) return null
  const bytes = (start: number, end: number) => part.raw.toString('latin1', start, end)
  if (text === '') return path.length > 0 ? bytes(part.bodyStart, part.end) : bytes(part.start, part.end)
  if (text.toUpperCase() === 'MIME') return bytes(part.start, part.bodyStart)
  const message = path.length > 0 ? part.children[0] : part
  if (!message) return null
  const [, not, list] = /^HEADER\.FIELDS(\.NOT)? \((.*)\)$/is.exec(text) ?? []
  if (list !== undefined) return headerFields(message, list.split(' '), !not)
  if (text.toUpperCase() === 'HEADER') return message.raw.toString('latin1', message.start, message.bodyStart)
  if (text.toUpperCase() === 'TEXT') return message.raw.toString('latin1', message.bodyStart, message.end)
  throw new SyntaxError(`Unknown section ${text}`)
}

function bodySection(root: Part, item: string): string {
  const [, name = '', origin, length] = /^BODY(?:\.PEEK)?\[(.*)\](?:<(\d+)\.(\d+)>)?$/is.exec(item) ?? []
  const whole = section(root, name)
  const label = `BODY[${name}]${origin === undefined ? '' : `<${origin}>`}`
  if (whole === null) return `${label} NIL`
  const piece = origin === undefined ? whole : whole.slice(Number(origin), Number(origin) + Number(length))
  return `${label} {${piece.length}}\r\n${piece}`
}

/** One data item with its name. Throws a SyntaxError for one that doesn't exist. */
export function fetchItem(message: StoredMessage, item: string): string {
  const name = item.toUpperCase()
  switch (name) {
    case 'UID':
      return `UID ${message.uid}`
    case 'FLAGS':
      return `FLAGS (${[...message.flags].join(' ')})`
    case 'MODSEQ':
      return `MODSEQ (${message.modseq})`
    case 'INTERNALDATE':
      return `INTERNALDATE ${internalDate(message.receivedAt)}`
    case 'RFC822.SIZE':
      return `RFC822.SIZE ${message.raw.length}`
    case 'ENVELOPE':
      return `ENVELOPE ${envelope(treeOf(message))}`
    case 'BODY':
    case 'BODYSTRUCTURE':
      return `${name} ${bodyStructure(treeOf(message))}`
    case 'RFC822':
      return `RFC822 ${quote(message.raw.toString('latin1'))}`
    default:
      if (!name.startsWith('BODY')) throw new SyntaxError(`Unknown item ${item}`)
      return bodySection(treeOf(message), item)
  }
}
