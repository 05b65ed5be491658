/** A message → the draft that answers it, passes it on, or begins again from it. */
import type { AttachmentRef, Draft } from '#lib/api/compose.ts'
import type { Address, Message } from '#lib/api/messages.ts'
import { type Recipients, replyAllRecipients, replyRecipients } from './answer-recipients.ts'
import { forwardSubject, replySubject } from './answer-subject.ts'
import { htmlText } from './html-text.ts'
import { cidPaths, offeredAttachments } from './inline-parts.ts'
import { quoteText } from './quote-text.ts'
import { quotedDate, writingWords as words } from './words/writing.ts'

/** What is begun. `draft.text` is the whole of it as plain text; `quote` what of it another message says, for rich text. */
export type Begun = { draft: Draft; quote?: Quote; files?: readonly AttachedFile[] }

/** Another message inside one that is being written. */
export type Quote = {
  /** `answer`: beneath what is written, as a quotation; `forward`: beneath it, as it was; `again`: it is what is written. */
  kind: 'answer' | 'forward' | 'again'
  /** Who wrote it and when: a line, or several. `''` for none. */
  head: string
  /** **Not** sanitised; null where it has none. */
  html: string | null
  text: string
  /** Content-ID → where the picture is. */
  pictures: ReadonlyMap<string, string>
}

/** A file that goes along: how the server is told of it, and what one sees of it. `size`: bytes. */
export type AttachedFile = {
  ref: AttachmentRef
  filename: string
  contentType: string
  size: number
  contentId?: string
}

/** Characters of text that are quoted of a message which has HTML only. */
const MOST_QUOTED = 500_000

/** @param own one's addresses; @param timeZone the browser's where left out */
export function replyTo(message: Message, own: readonly string[], timeZone?: string): Begun {
  return answer(message, replyRecipients(message, own), timeZone)
}

/** @param own one's addresses; @param timeZone the browser's where left out */
export function replyToAll(message: Message, own: readonly string[], timeZone?: string): Begun {
  return answer(message, replyAllRecipients(message, own), timeZone)
}

function answer(message: Message, { to, cc }: Recipients, timeZone: string | undefined): Begun {
  const date = message.date === null ? null : quotedDate(message.date, timeZone)
  const quoted = quoteText(textOf(message))
  const head = words.wrote(authorOf(message), date)
  const text = quoted === '' ? '' : `\n\n${head}\n${quoted}\n`
  const draft = { ...EMPTY, to, cc, subject: replySubject(message.subject), text, inReplyTo: message.id }
  return { draft, quote: quoteOf(message, 'answer', head) }
}

/** Passes it on in the text, its files along: the server takes them from the message, they never come through here. */
export function forward(message: Message, timeZone?: string): Begun {
  const head = forwardedHead(message, timeZone)
  const text = `\n\n${head}\n\n${textOf(message)}`
  const subject = forwardSubject(message.subject)
  const draft = { ...EMPTY, subject, text, forwardOf: message.id }
  return { draft, quote: quoteOf(message, 'forward', head), files: filesOf(message) }
}

/** Passes it on whole, as a file. */
export function forwardAsFile(message: Message): Begun {
  const subject = forwardSubject(message.subject)
  const draft = { ...EMPTY, subject, forwardOf: message.id }
  return { draft, files: [messageFile(message)] }
}

/** A whole message as a file of another one: the server takes it from where it is. */
export function messageFile({ id, subject, size }: Pick<Message, 'id' | 'subject' | 'size'>): AttachedFile {
  const filename = `${fileName(subject) || words.message}.eml`
  return { ref: { messageId: id }, filename, contentType: 'message/rfc822', size }
}

/** The same letter once more: to the same people, with the same words and files, answering nothing. */
export function editAsNew(message: Message): Begun {
  const { to, cc, bcc, subject } = message
  const draft = { ...EMPTY, to, cc, bcc, subject, text: textOf(message) }
  return { draft, quote: quoteOf(message, 'again', ''), files: filesOf(message) }
}

const EMPTY: Draft = { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [] }

function quoteOf(message: Message, kind: Quote['kind'], head: string): Quote {
  return { kind, head, html: message.html, text: textOf(message), pictures: cidPaths(message) }
}

function textOf({ shownText, text, html }: Message): string {
  const plain = shownText ?? text
  if (plain !== null && plain.trim() !== '') return plain
  return htmlText(html ?? '', MOST_QUOTED)
    .replaceAll(/\n\s*\n\s*/g, '\n\n')
    .trim()
}

/** Pictures that it shows inside itself are no files: they go with what is quoted. */
function filesOf(message: Message): AttachedFile[] {
  const { id } = message
  return offeredAttachments(message).map(({ partId, filename, contentType, size, contentId }) => {
    const bare = contentId?.replaceAll(/[<>\s]/g, '')
    const ref = { messageId: id, partId }
    return { ref, filename: fileName(filename), contentType, size, ...(bare && { contentId: bare }) }
  })
}

/** A stranger's words as a name that a draft may hold. */
function fileName(words: string): string {
  return words.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '').slice(0, 400)
}

function authorOf({ from: [author] }: Message): string {
  return author?.name || author?.address || words.somebody
}

function forwardedHead(message: Message, timeZone: string | undefined): string {
  const { headers } = words
  const lines: [name: string, value: string][] = [
    [headers.from, written(message.from)],
    [headers.date, message.date === null ? '' : quotedDate(message.date, timeZone)],
    [headers.subject, message.subject],
    [headers.to, written(message.to)],
    [headers.cc, written(message.cc)],
  ]
  const said = lines.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`)
  return [words.forwarded, ...said].join('\n')
}

function written(people: readonly Address[]): string {
  return people.map(({ name, address }) => (name === '' ? address : `${name} <${address}>`)).join(', ')
}
