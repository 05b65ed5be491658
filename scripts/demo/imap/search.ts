/** SEARCH (RFC 3501 §6.4.4) over stored messages: texts are matched as a person reads them. */
import { decodeCharset } from '#lib/mail/charset.ts'
import { decodeHeaderText } from '#lib/mail/encoded-words.ts'
import { decodeTransfer } from '#lib/mail/transfer-encoding.ts'
import { treeOf } from './fetch.ts'
import type { StoredMessage } from './mail-store.ts'
import { fieldOf, type Part } from './mime-tree.ts'
import { type Arg, fromWire, inSet } from './wire.ts'

/** A message and its sequence number. */
export type Candidate = { message: StoredMessage; sequence: number }
type Test = (candidate: Candidate) => boolean
/** The largest sequence number and UID of the folder: what `*` means. */
export type Largest = { sequence: number; uid: number }

const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec'
const FLAGS = ['ANSWERED', 'DELETED', 'DRAFT', 'FLAGGED', 'SEEN']

/** A day as a number that sorts, read from `22-Nov-2026` or `Sun, 22 Nov 2026 …`; NaN where there is none. */
function dayOf(text: string): number {
  const [, day, month = '', year] = /(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{4})/.exec(text) ?? []
  return Number(year) * 10_000 + MONTHS.indexOf(month.toLowerCase()) * 100 + Number(day)
}

/** RFC 3501: the Date header's own day, disregarding time and zone. */
function sentDay({ message }: Candidate): number {
  return dayOf(fieldOf(treeOf(message), 'date') ?? '')
}

function receivedDay({ message: { receivedAt } }: Candidate): number {
  return receivedAt.getUTCFullYear() * 10_000 + receivedAt.getUTCMonth() * 100 + receivedAt.getUTCDate()
}

function headerText(part: Part): string {
  return part.fields.map(([name, value]) => `${name}: ${decodeHeaderText(value)}`).join('\n')
}

function bodyText(part: Part): string {
  if (part.children.length > 0) return part.children.map(bodyText).join('\n')
  if (part.type !== 'text') return ''
  const bytes = part.raw.subarray(part.bodyStart, part.end)
  const charset = part.parameters.find(([name]) => name.toLowerCase() === 'charset')?.[1] ?? null
  return decodeCharset(decodeTransfer(bytes, fieldOf(part, 'content-transfer-encoding') ?? ''), charset)
}

const texts = new WeakMap<StoredMessage, { header: string; body: string }>()

function textsOf(message: StoredMessage): { header: string; body: string } {
  const known = texts.get(message)
  if (known) return known
  const tree = treeOf(message)
  const read = { header: headerText(tree).toLowerCase(), body: bodyText(tree).toLowerCase() }
  texts.set(message, read)
  return read
}

function headerHas(name: string, needle: string): Test {
  return ({ message }) =>
    treeOf(message).fields.some(
      ([field, value]) =>
        field.toLowerCase() === name.toLowerCase() && decodeHeaderText(value).toLowerCase().includes(needle),
    )
}

/** Reads search keys from arguments, one after the other. */
class KeyReader {
  private at = 0
  private readonly args: Arg[]
  private readonly largest: Largest

  constructor(args: Arg[], largest: Largest) {
    this.args = args
    this.largest = largest
  }

  /** All that follows, ANDed. */
  all(): Test {
    const tests: Test[] = []
    while (this.at < this.args.length) tests.push(this.key())
    return (candidate) => tests.every((test) => test(candidate))
  }

  private next(): string {
    const arg = this.args[this.at++]
    if (!arg || arg.kind === 'list') throw new SyntaxError('Missing search argument')
    return arg.value
  }

  private needle(): string {
    return fromWire(this.next()).toLowerCase()
  }

  private key(): Test {
    const arg = this.args[this.at++]
    if (!arg) throw new SyntaxError('Missing search key')
    if (arg.kind === 'list') return new KeyReader(arg.items, this.largest).all()
    const name = arg.value.toUpperCase()
    return this.flagKey(name) ?? this.dateKey(name) ?? this.textKey(name) ?? this.otherKey(name, arg.value)
  }

  private flagKey(name: string): Test | null {
    const on = FLAGS.find((flag) => name === flag)
    if (on) return this.hasFlag(`\\${on}`)
    const off = FLAGS.find((flag) => name === `UN${flag}`)
    if (off) {
      const has = this.hasFlag(`\\${off}`)
      return (candidate) => !has(candidate)
    }
    if (name === 'KEYWORD') return this.hasFlag(this.next())
    if (name !== 'UNKEYWORD') return null
    const has = this.hasFlag(this.next())
    return (candidate) => !has(candidate)
  }

  private hasFlag(flag: string): Test {
    return ({ message }) => [...message.flags].some((each) => each.toLowerCase() === flag.toLowerCase())
  }

  private dateKey(name: string): Test | null {
    const [, sent, relation] = /^(SENT)?(BEFORE|ON|SINCE)$/.exec(name) ?? []
    if (!relation) return null
    const day = dayOf(this.next())
    const dayIn = sent ? sentDay : receivedDay
    if (relation === 'BEFORE') return (candidate) => dayIn(candidate) < day
    if (relation === 'SINCE') return (candidate) => dayIn(candidate) >= day
    return (candidate) => dayIn(candidate) === day
  }

  private textKey(name: string): Test | null {
    if (['SUBJECT', 'FROM', 'TO', 'CC', 'BCC'].includes(name)) return headerHas(name, this.needle())
    if (name === 'HEADER') return headerHas(this.next(), this.needle())
    if (name !== 'BODY' && name !== 'TEXT') return null
    const needle = this.needle()
    return ({ message }) => {
      const { header, body } = textsOf(message)
      return body.includes(needle) || (name === 'TEXT' && header.includes(needle))
    }
  }

  private otherKey(name: string, value: string): Test {
    if (name === 'ALL') return () => true
    if (name === 'NEW' || name === 'RECENT') return () => false
    if (name === 'OLD') return () => true
    if (name === 'NOT') {
      const test = this.key()
      return (candidate) => !test(candidate)
    }
    if (name === 'OR') {
      const [first, second] = [this.key(), this.key()]
      return (candidate) => first(candidate) || second(candidate)
    }
    if (name === 'LARGER' || name === 'SMALLER') return this.sizeKey(name, Number(this.next()))
    if (name === 'UID') {
      const includes = inSet(this.next(), this.largest.uid)
      return ({ message }) => includes(message.uid)
    }
    if (name === 'MODSEQ') {
      const since = Number(this.next())
      return ({ message }) => message.modseq >= since
    }
    if (!/^[\d*][\d*:,]*$/.test(value)) throw new SyntaxError(`Unknown search key ${value}`)
    const includes = inSet(value, this.largest.sequence)
    return ({ sequence }) => includes(sequence)
  }

  private sizeKey(name: string, bytes: number): Test {
    return name === 'LARGER'
      ? ({ message }) => message.raw.length > bytes
      : ({ message }) => message.raw.length < bytes
  }
}

/** Reads a search program. Throws a SyntaxError for one that can't be read. */
export function searchTest(keys: Arg[], largest: Largest): Test {
  return new KeyReader(keys, largest).all()
}
