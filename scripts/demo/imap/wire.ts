/** The IMAP wire (RFC 3501 §4, §9): bytes → commands → arguments. Strings hold one character a byte ("binary"). */

/** One argument of a command. */
export type Arg =
  | { kind: 'atom'; value: string }
  | { kind: 'string'; value: string }
  | { kind: 'list'; items: Arg[] }

/** Cuts a stream of bytes into commands, literals (RFC 3501 §4.3, RFC 7888) included. */
export class CommandReader {
  private pending: Buffer = Buffer.alloc(0)
  private lineStart = 0
  private literalEnd = 0
  private readonly onCommand: (command: string) => void
  private readonly onContinue: () => void

  constructor(onCommand: (command: string) => void, onContinue: () => void) {
    this.onCommand = onCommand
    this.onContinue = onContinue
  }

  feed(chunk: Buffer): void {
    this.pending = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk
    while (this.pending.length >= this.literalEnd && this.takeLine());
  }

  /** Takes one more line. False when its end has not arrived. */
  private takeLine(): boolean {
    const end = this.pending.indexOf('\r\n', this.lineStart)
    if (end < 0) return false
    const literal = /\{(\d+)(\+?)\}$/.exec(this.pending.toString('latin1', this.lineStart, end))
    if (literal) {
      this.literalEnd = end + 2 + Number(literal[1])
      this.lineStart = this.literalEnd
      if (!literal[2]) this.onContinue()
      return this.pending.length >= this.literalEnd
    }
    const command = this.pending.toString('latin1', 0, end)
    this.pending = this.pending.subarray(end + 2)
    this.lineStart = 0
    this.literalEnd = 0
    this.onCommand(command)
    return true
  }
}

/** A command as its arguments: tag and name are the first two. Throws a SyntaxError for what is none. */
export function parseCommand(command: string): Arg[] {
  const scanner = new Scanner(command)
  const args: Arg[] = []
  while (!scanner.atEnd()) args.push(scanner.argument())
  return args
}

class Scanner {
  private at = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  atEnd(): boolean {
    while (this.text[this.at] === ' ') this.at += 1
    return this.at >= this.text.length
  }

  argument(): Arg {
    const first = this.text[this.at]
    if (first === '(') return this.list()
    if (first === '"') return { kind: 'string', value: this.quoted() }
    if (first === '{') return { kind: 'string', value: this.literal() }
    return { kind: 'atom', value: this.atom() }
  }

  private list(): Arg {
    this.at += 1
    const items: Arg[] = []
    while (!this.atEnd() && this.text[this.at] !== ')') items.push(this.argument())
    if (this.text[this.at] !== ')') throw new SyntaxError('Missing parenthesis')
    this.at += 1
    return { kind: 'list', items }
  }

  private quoted(): string {
    const match = /"((?:[^"\\]|\\.)*)"/sy
    match.lastIndex = this.at
    const found = match.exec(this.text)
    if (!found) throw new SyntaxError('Missing quote')
    this.at = match.lastIndex
    return (found[1] ?? '').replaceAll(/\\(.)/gs, '$1')
  }

  private literal(): string {
    const match = /\{(\d+)\+?\}\r\n/y
    match.lastIndex = this.at
    const found = match.exec(this.text)
    if (!found) throw new SyntaxError('Bad literal')
    this.at = match.lastIndex + Number(found[1])
    return this.text.slice(match.lastIndex, this.at)
  }

  /** An atom; `BODY[HEADER.FIELDS (From)]<0.9>` with its section is one. */
  private atom(): string {
    const match = /(?:[^\s()"{[\]]+|\[[^\]]*\])+/y
    match.lastIndex = this.at
    const found = match.exec(this.text)
    if (!found) throw new SyntaxError('Unexpected character')
    this.at = match.lastIndex
    return found[0]
  }
}

/** A string as the server sends it: quoted where that can hold it, else a literal; NIL for null. */
export function quote(value: string | null): string {
  if (value === null) return 'NIL'
  return /^[\x20-\x7e]*$/.test(value)
    ? `"${value.replaceAll(/["\\]/g, '\\$&')}"`
    : `{${value.length}}\r\n${value}`
}

/** Characters → one character a byte of their UTF-8. */
export function toWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1')
}

/** What a client sent as UTF-8 bytes → characters. */
export function fromWire(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Numbers in order → `1:4,9`. */
export function compactSet(numbers: number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',')
}

/** A sequence set (RFC 3501 §9) as a test; `*` is `largest`. */
export function inSet(set: string, largest: number): (value: number) => boolean {
  const number = (text: string) => (text === '*' ? largest : Number(text))
  const ranges = set.split(',').map((range) => {
    const [from = '', to = from] = range.split(':')
    const ends = [number(from), number(to)].sort((a, b) => a - b)
    if (ends.some(Number.isNaN)) throw new SyntaxError('Bad set')
    return ends
  })
  return (value) => ranges.some(([from = 0, to = 0]) => value >= from && value <= to)
}
