/** A letter as its author thinks of it, and as it goes over the wire (RFC 5322, 2045–2047, 2231). */
import { createHash } from 'node:crypto'
import { ME, type Person } from './people.ts'

/** A file that travels with a letter. With `contentId` it is shown inside the HTML. */
export type Enclosure = { name: string; type: string; bytes: Buffer; contentId?: string }

export type Letter = {
  from: Person
  /** Me, where left out. */
  to?: Person[]
  cc?: Person[]
  subject: string
  at: Date
  /** Plain text; made from the HTML's own words where only that is given. */
  text?: string
  html?: string
  enclosures?: Enclosure[]
  /** An iCalendar object: the letter is an invitation. */
  calendar?: string
  headers?: [name: string, value: string][]
  /** What it answers. */
  answers?: Letter
  flags?: string[]
}

function idOf(letter: Letter): string {
  const seed = `${letter.from.address}\0${letter.subject}\0${letter.at.toISOString()}`
  const hash = createHash('sha256').update(seed).digest('hex').slice(0, 20)
  return `<${hash}@${letter.from.address.split('@')[1]}>`
}

/** Message-IDs of what came before in the conversation, oldest first. */
function referencesOf(letter: Letter): string[] {
  return letter.answers ? [...referencesOf(letter.answers), idOf(letter.answers)] : []
}

/** RFC 2047: encoded words of at most 75 characters, cut between characters. */
function encodedWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words: string[] = []
  let word = ''
  for (const character of text) {
    if (Buffer.byteLength(word + character) > 42) {
      words.push(word)
      word = ''
    }
    word += character
  }
  return [...words, word].map((each) => `=?UTF-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ')
}

function mailbox({ name, address }: Person): string {
  const phrase = /^[A-Za-z0-9 ]*$/.test(name) || /[^\x20-\x7e]/.test(name) ? encodedWords(name) : `"${name}"`
  return name ? `${phrase} <${address}>` : address
}

function dateHeader(date: Date): string {
  return date.toUTCString().replace('GMT', '+0000')
}

/** Quoted-printable (RFC 2045 §6.7): lines of at most 76 characters. */
function quotedPrintable(text: string): string {
  const encode = (byte: string) => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  const encodeLine = (line: string) => {
    const escaped = Buffer.from(line)
      .toString('latin1')
      .replaceAll(/[^\x20-\x3c\x3e-\x7e]|\s$/g, encode)
    const lines = ['']
    for (const token of escaped.match(/=..|[^=]/g) ?? []) {
      if ((lines.at(-1) ?? '').length + token.length > 75) lines.push('')
      lines[lines.length - 1] += token
    }
    return lines.join('=\r\n')
  }
  return text.split('\n').map(encodeLine).join('\r\n')
}

type Entity = { headers: [string, string][]; body: string }

function render({ headers, body }: Entity): string {
  return `${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}

function textEntity(subtype: string, text: string): Entity {
  return {
    headers: [
      ['Content-Type', `text/${subtype}; charset=utf-8`],
      ['Content-Transfer-Encoding', 'quoted-printable'],
    ],
    body: quotedPrintable(text),
  }
}

function calendarEntity(calendar: string): Entity {
  const method = /METHOD:(\w+)/.exec(calendar)?.[1] ?? 'REQUEST'
  const body = Buffer.from(calendar).toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return {
    headers: [
      ['Content-Type', `text/calendar; charset=utf-8; method=${method}`],
      ['Content-Transfer-Encoding', 'base64'],
    ],
    body,
  }
}

/** RFC 2231 where the name is not plain ASCII. */
function nameParameter(name: string, parameter: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return `${parameter}="${name.replaceAll(/["\\]/g, '\\$&')}"`
  return `${parameter}*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)}`
}

function fileEntity({ name, type, bytes, contentId }: Enclosure): Entity {
  return {
    headers: [
      ['Content-Type', `${type};\r\n ${nameParameter(name, 'name')}`],
      [
        'Content-Disposition',
        `${contentId ? 'inline' : 'attachment'};\r\n ${nameParameter(name, 'filename')}`,
      ],
      ['Content-Transfer-Encoding', 'base64'],
      ...(contentId ? [['Content-ID', `<${contentId}>`] as [string, string]] : []),
    ],
    body: bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
  }
}

function multipart(subtype: string, seed: string, parts: Entity[]): Entity {
  const [only] = parts
  if (parts.length === 1 && only) return only
  const boundary = `=_${createHash('sha256')
    .update(seed + subtype)
    .digest('hex')
    .slice(0, 24)}`
  return {
    headers: [['Content-Type', `multipart/${subtype}; boundary="${boundary}"`]],
    body: `${parts.map((part) => `--${boundary}\r\n${render(part)}\r\n`).join('')}--${boundary}--\r\n`,
  }
}

function plainTextOf(html: string): string {
  return html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<\/(p|tr|h\d|li|div)>|<br>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \t]*\n\s*\n\s*/g, '\n\n')
    .trim()
}

function content(letter: Letter): Entity {
  const id = idOf(letter)
  const files = letter.enclosures ?? []
  const inline = files.filter((file) => file.contentId).map(fileEntity)
  const attached = files.filter((file) => !file.contentId).map(fileEntity)
  const text = letter.text ?? plainTextOf(letter.html ?? '')
  const readable = [textEntity('plain', text)]
  if (letter.html) readable.push(multipart('related', id, [textEntity('html', letter.html), ...inline]))
  if (letter.calendar) readable.push(calendarEntity(letter.calendar))
  return multipart('mixed', id, [multipart('alternative', id, readable), ...attached])
}

/** The letter's bytes. */
export function compose(letter: Letter): Buffer {
  const references = referencesOf(letter)
  const { headers, body } = content(letter)
  const all: [string, string][] = [
    ['From', mailbox(letter.from)],
    ['To', (letter.to ?? [ME]).map(mailbox).join(',\r\n ')],
    ...(letter.cc ? [['Cc', letter.cc.map(mailbox).join(',\r\n ')] as [string, string]] : []),
    ['Subject', encodedWords(letter.subject)],
    ['Date', dateHeader(letter.at)],
    ['Message-ID', idOf(letter)],
    ...(references.length > 0
      ? [
          ['In-Reply-To', references.at(-1) ?? ''] as [string, string],
          ['References', references.join('\r\n ')] as [string, string],
        ]
      : []),
    ...(letter.headers ?? []),
    ['MIME-Version', '1.0'],
    ...headers,
  ]
  return Buffer.from(render({ headers: all, body }), 'latin1')
}
