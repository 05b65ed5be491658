/** A whole message as the reading pane gets it. */
import type { Message } from '#lib/api/messages.ts'
import { attachmentOf } from './attachments.ts'
import { type BodyPart, type FetchedRow, wholeBodySection } from './body-structure.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { unwrapFlowed } from './flowed-text.ts'
import { parseHeader } from './header-fields.ts'
import { identityOf } from './identity.ts'
import { listUnsubscribeOf } from './list-unsubscribe.ts'
import { flowOf, textOfPart } from './part-text.ts'
import { unpasted } from './pasted-files.ts'
import { type ReadableParts, readableParts } from './readable-parts.ts'
import { addressesOf, messageIdsOf, summaryOf } from './summary.ts'

/** Encoded bytes of one text part that are shown; what is longer is also listed as an attachment. */
export const LONGEST_TEXT = 4 * 1024 * 1024

/** The sections whose bytes `messageOf` needs: the texts that are shown. */
export function shownSections({ text, html }: ReadableParts): string[] {
  return [...new Set([...text, ...html].map(({ part }) => part))]
}

const ESCAPES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
])

/** A plain text that stands between HTML parts, as HTML. */
function htmlOfText(text: string): string {
  const escaped = text.replaceAll(/[&<>"]/g, (char) => ESCAPES.get(char) ?? char)
  return `<div style="white-space: pre-wrap">${escaped}</div>`
}

type Texts = ReadonlyMap<BodyPart, string>

function joinTexts(parts: readonly BodyPart[], textOf: (part: BodyPart) => string): string | null {
  const plain = parts.filter((part) => part.type === 'text/plain').map(textOf)
  if (plain.length === 0) return null
  return plain
    .map((text, at) => (at < plain.length - 1 && !text.endsWith('\n') ? `${text}\n` : text))
    .join('')
}

/** A plain text as it is shown. */
function shownOf(part: BodyPart, sent: string): string {
  const { text } = unpasted(part, sent)
  const flow = flowOf(part)
  return flow ? unwrapFlowed(text, flow.delSp) : text
}

/** The text as it was sent and, where that is something else, as it is shown. */
function readableText(
  parts: readonly BodyPart[],
  texts: Texts,
  cutOff: BodyPart | null,
): Pick<Message, 'text' | 'shownText'> {
  const text = joinTexts(
    parts.filter((part) => part !== cutOff),
    (part) => texts.get(part) ?? '',
  )
  const shownText = joinTexts(parts, (part) => shownOf(part, texts.get(part) ?? ''))
  return shownText === null || shownText === text ? { text } : { text, shownText }
}

function isLong({ size }: BodyPart): boolean {
  return size > LONGEST_TEXT
}

/** HTML parts with the plain ones between them: nothing that the sender wrote is left out. */
function joinHtml(parts: readonly BodyPart[], texts: Texts): string | null {
  if (!parts.some((part) => part.type === 'text/html')) return null
  return parts
    .map((part) => (part.type === 'text/html' ? (texts.get(part) ?? '') : htmlOfText(texts.get(part) ?? '')))
    .join('\n')
}

/** What was fetched of a message. `sections`: still transfer-encoded, cut at `LONGEST_TEXT`. */
export type FetchedMessage = {
  row: FetchedRow
  /** The whole header block. */
  header: Uint8Array
  sections: ReadonlyMap<string, Uint8Array>
  /** The structure to read by; left out where it is the row's. */
  body?: BodyPart
  /** What `readableParts` calls attached, with the names that could be found. */
  attached: readonly BodyPart[]
  /** See cut-off-text.ts: shown, and attached too. */
  cutOff?: BodyPart | null
}

/**
 * Puts a message together. Its summary is the one that lists show. `authservIds`: whose Authentication-Results are
 * believed, lower case.
 */
export function messageOf(
  { row, header, sections, attached, body = row.structure, cutOff = null }: FetchedMessage,
  folderId: string,
  uidValidity: number,
  authservIds: readonly string[] = [],
): Message {
  const readable = readableParts(body)
  const texts = new Map<BodyPart, string>()
  const pasted: BodyPart[] = []
  for (const part of new Set([...readable.text, ...readable.html])) {
    const bytes = sections.get(part.part) ?? new Uint8Array(0)
    const text = textOfPart(part, bytes, isLong(part))
    texts.set(part, text)
    pasted.push(...unpasted(part, text).files.map((file) => file.part))
  }
  const sized = attached.map((part) =>
    part.part === wholeBodySection(body) ? { ...part, size: Math.max(0, row.size - header.length) } : part,
  )
  const fields = parseHeader(header)
  const identity = identityOf(fields, attached, authservIds)
  const listUnsubscribe = listUnsubscribeOf(fields, identity.authentication)
  return {
    ...summaryOf(row, folderId, uidValidity),
    cc: addressesOf(fields, 'cc'),
    bcc: addressesOf(fields, 'bcc'),
    replyTo: addressesOf(fields, 'reply-to'),
    sender: addressesOf(fields, 'sender'),
    rfcMessageId: messageIdsOf(fields, 'message-id')[0] ?? null,
    inReplyTo: messageIdsOf(fields, 'in-reply-to')[0] ?? null,
    references: messageIdsOf(fields, 'references'),
    ...readableText(readable.text, texts, cutOff),
    html: joinHtml(readable.html, texts),
    attachments: [...sized, ...[...texts.keys()].filter((part) => part === cutOff || isLong(part))].map(
      attachmentOf,
    ),
    headers: fields.map(({ name, value }) => ({ name, value: decodeHeaderText(value) })),
    ...(pasted.length > 0 && { pastedFiles: pasted.map(attachmentOf) }),
    ...(listUnsubscribe && { listUnsubscribe }),
    ...identity,
  }
}
