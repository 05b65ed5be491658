/** A letter → the message as it is stored and sent (RFC 5322, RFC 2045). Nothing here asks a server. */
import { Readable } from 'node:stream'
import MailComposer, {
  type MailComposerAttachment,
  type MailComposerOptions,
} from 'nodemailer/lib/mail-composer'
import type { Address } from '#lib/api/messages.ts'
import { htmlText } from '#lib/mail/html-text.ts'
import type { Attachable } from './mail-reader.ts'

/** Everything a message says. Addresses are such that mail can be sent to. Message ids are without brackets. */
export type Letter = {
  from: Address | null
  to: Address[]
  cc: Address[]
  bcc: Address[]
  replyTo: Address[]
  subject: string
  text: string
  html: string | null
  files: Attachable[]
  messageId: string
  inReplyTo: string | null
  references: string[]
  date: Date
  /** An answer to an invitation, beside the text (RFC 6047 §2.4). */
  calendar?: string
}

/** A message that can be read once. `bccField` belongs into the writer's own copies alone: a line with its end, or `''`. */
export type BuiltMessage = { content: AsyncIterable<Uint8Array>; bccField: string }

/** Characters of text that stand in for HTML where that can't be shown. */
const MOST_TEXT = 1_000_000

/** Builds the message. Bytes of files are read as it is read; where reading one fails, reading it fails. */
export async function buildMessage(letter: Letter): Promise<BuiltMessage> {
  const { html } = letter
  const text = letter.text === '' && html ? htmlText(html, MOST_TEXT).trim() : letter.text
  const node = new MailComposer({
    ...headersOf(letter),
    text,
    ...(html !== null && html !== '' && { html }),
    ...(letter.calendar !== undefined && { icalEvent: { method: 'REPLY', content: letter.calendar } }),
    attachments: await Promise.all(letter.files.map((file) => attachmentOf(file, html ?? ''))),
    // What is attached was opened by us: no name in it is ever a path or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    newline: 'win',
  }).compile()
  return { content: node.createReadStream() as AsyncIterable<Buffer>, bccField: bccFieldOf(letter) }
}

function headersOf(letter: Letter): MailComposerOptions {
  const { from, to, cc, replyTo, subject, messageId, inReplyTo, references, date } = letter
  return {
    ...(from && { from: boxOf(from) }),
    to: to.map(boxOf),
    cc: cc.map(boxOf),
    replyTo: replyTo.map(boxOf),
    subject,
    messageId: `<${messageId}>`,
    ...(inReplyTo !== null && { inReplyTo: `<${inReplyTo}>` }),
    references: references.map((id) => `<${id}>`),
    date,
  }
}

function boxOf({ name, address }: Address): { name: string; address: string } {
  return { name, address }
}

/** Never part of what is sent: made apart, and put in front where it belongs. */
function bccFieldOf({ bcc }: Letter): string {
  if (bcc.length === 0) return ''
  const node = new MailComposer({ bcc: bcc.map(boxOf), text: 'x' }).compile()
  node.keepBcc = true
  const field = /^Bcc:.*(?:\r\n[ \t].*)*\r\n/im.exec(`${node.buildHeaders()}\r\n`)?.[0]
  if (!field) throw new Error('no Bcc field was made of the recipients')
  return field
}

async function attachmentOf(file: Attachable, html: string): Promise<MailComposerAttachment> {
  const { filename, contentType, contentId, open } = file
  if (contentType === 'message/rfc822') return await attachedMessage(file)
  const cid = contentId?.replaceAll(/[<>\s]/g, '') ?? ''
  const isShown = cid !== '' && html.includes(`cid:${cid}`)
  return {
    filename,
    contentType,
    content: Readable.from(open(), { objectMode: false }),
    contentDisposition: isShown ? 'inline' : 'attachment',
    ...(isShown && { cid }),
  }
}

/**
 * RFC 2046 §5.2.1: a message inside another is not encoded, so its lines must be such as any server takes. One with
 * longer lines or NULs is attached as a file.
 */
async function attachedMessage({ filename, open }: Attachable): Promise<MailComposerAttachment> {
  const given = await wholeOf(open())
  // A bare CR or LF would be a line end to some of those who pass it on (RFC 5321 §2.3.8).
  const whole = Buffer.from(given.toString('latin1').replaceAll(/\r\n|\r|\n/g, '\r\n'), 'latin1')
  if (whole.includes(0) || hasLongLine(whole))
    return { filename, contentType: 'application/octet-stream', content: given }
  const disposition = { filename, contentDisposition: 'attachment' }
  return { ...disposition, contentType: 'message/rfc822', content: whole }
}

/** RFC 5322 §2.1.1. */
function hasLongLine(bytes: Buffer): boolean {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf('\r\n', at)
    if ((end < 0 ? bytes.length : end) - at > 998) return true
    if (end < 0) return false
    at = end + 2
  }
  return false
}

/** The whole of it at once. @throws what reading its files throws */
export async function wholeOf(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of content) pieces.push(piece)
  return Buffer.concat(pieces)
}
