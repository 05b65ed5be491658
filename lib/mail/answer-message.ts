/** A message → the draft that answers it, passes it on, or begins again from it. */
import type { AttachmentRef, Draft } from '#lib/api/compose.ts'
import type { Address, Message } from '#lib/api/messages.ts'
import { type Recipients, replyAllRecipients, replyRecipients } from './answer-recipients.ts'
import { forwardSubject, replySubject } from './answer-subject.ts'
import { htmlText } from './html-text.ts'
import { quoteText } from './quote-text.ts'
import { quotedDate, writingWords as words } from './words/writing.ts'

/**
 * The draft, and apart from it the HTML it quotes, **not** sanitised: whoever shows or sends it does that. Null where
 * there is none.
 */
export type Begun = { draft: Draft; quotedHtml: string | null; files?: readonly AttachedFile[] }

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
  const quote = quoteText(textOf(message))
  const text = quote === '' ? '' : `\n\n${words.wrote(authorOf(message), date)}\n${quote}\n`
  const draft = { ...EMPTY, to, cc, subject: replySubject(message.subject), text, inReplyTo: message.id }
  return { draft, quotedHtml: message.html }
}

/** Passes it on in the text, its files along: the server takes them from the message, they never come through here. */
export function forward(message: Message, timeZone?: string): Begun {
  const text = `\n\n${forwardedHead(message, timeZone)}\n\n${textOf(message)}`
  const subject = forwardSubject(message.subject)
  const draft = { ...EMPTY, subject, text, forwardOf: message.id }
  return { draft, quotedHtml: message.html, files: filesOf(message) }
}

/** Passes it on whole, as a file. */
export function forwardAsFile(message: Message): Begun {
  const subject = forwardSubject(message.subject)
  const draft = { ...EMPTY, subject, forwardOf: message.id }
  const filename = `${fileName(message.subject) || words.message}.eml`
  const file = { ref: { messageId: message.id }, filename, contentType: 'message/rfc822', size: message.size }
  return { draft, quotedHtml: null, files: [file] }
}

/** The same letter once more: to the same people, with the same words and files, answering nothing. */
export function editAsNew(message: Message): Begun {
  const { to, cc, bcc, subject } = message
  const draft = { ...EMPTY, to, cc, bcc, subject, text: textOf(message) }
  return { draft, quotedHtml: message.html, files: filesOf(message) }
}

const EMPTY: Draft = { to: [], cc: [], bcc: [], subject: '', text: '', html: null, attachments: [] }

function textOf({ shownText, text, html }: Message): string {
  const plain = shownText ?? text
  if (plain !== null && plain.trim() !== '') return plain
  return htmlText(html ?? '', MOST_QUOTED)
    .replaceAll(/\n\s*\n\s*/g, '\n\n')
    .trim()
}

function filesOf({ id, attachments }: Message): AttachedFile[] {
  return attachments.map(({ partId, filename, contentType, size, contentId }) => {
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
