/** A row of a list, made of what one FETCH brought. */
import { messageIdOf } from '#lib/api/ids.ts'
import type { Address, MessageSummary } from '#lib/api/messages.ts'
import { parseAddresses } from './addresses.ts'
import { hasAttachments } from './attachments.ts'
import type { FetchedRow } from './body-structure.ts'
import { decodeHeaderText } from './encoded-words.ts'
import { allFields, firstField, type HeaderField, parseHeader } from './header-fields.ts'
import { parseDate } from './message-date.ts'
import { parseMessageIds } from './message-ids.ts'
import { textOfPart } from './part-text.ts'
import { previewOf } from './preview.ts'
import { leavesOf } from './readable-parts.ts'
import { withoutTurns } from './shown-text.ts'
import { threadIdOf } from './thread-id.ts'

const RECIPIENTS = new Set(['to', 'cc', 'bcc'])

/**
 * The mailboxes of every field of this name (lower case), in order. Who wrote is told by name at least; who was written
 * to is a mailbox.
 */
export function addressesOf(fields: readonly HeaderField[], name: string): Address[] {
  const people = allFields(fields, name).flatMap(parseAddresses)
  const reached = RECIPIENTS.has(name) ? people.filter(({ address }) => address !== '') : people
  // An address with such a character is nobody's (RFC 5892 §2, RFC 8264 §9): it may not look like somebody's.
  return reached.map((person) => ({
    name: withoutTurns(person.name),
    address: person.address.replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd'),
  }))
}

/** The first Date field that can be read, or null. */
export function dateOf(fields: readonly HeaderField[]): Date | null {
  for (const value of allFields(fields, 'date')) {
    const date = parseDate(value)
    if (date) return date
  }
  return null
}

/** The identifiers of the first field of this name (lower case). */
export function messageIdsOf(fields: readonly HeaderField[], name: string): string[] {
  return parseMessageIds(firstField(fields, name) ?? '')
}

function threadOf(row: FetchedRow, fields: readonly HeaderField[], id: string): string {
  if (row.threadId) return row.threadId
  const root =
    messageIdsOf(fields, 'references')[0] ??
    messageIdsOf(fields, 'in-reply-to')[0] ??
    messageIdsOf(fields, 'message-id')[0]
  return threadIdOf(root ?? id)
}

function previewOfRow({ preview, structure }: FetchedRow): string {
  const part = preview && leavesOf(structure).find((leaf) => leaf.part === preview.part)
  if (!preview || !part) return ''
  const isCut = preview.bytes.length < part.size
  return previewOf(textOfPart(part, preview.bytes, isCut), part.type)
}

/**
 * Reads a fetched row. The header decides by header-fields.ts' rule which of repeated fields counts; the page and the
 * message (read-message.ts) are made by this same function, so that they agree.
 */
export function summaryOf(row: FetchedRow, folderId: string, uidValidity: number): MessageSummary {
  const fields = parseHeader(row.header)
  const id = messageIdOf({ folderId, uidValidity, uid: row.uid })
  return {
    id,
    folderId,
    uid: row.uid,
    threadId: threadOf(row, fields, id),
    subject: withoutTurns(decodeHeaderText(firstField(fields, 'subject') ?? '')),
    from: addressesOf(fields, 'from'),
    to: addressesOf(fields, 'to'),
    date: dateOf(fields)?.toISOString() ?? null,
    receivedAt: row.receivedAt.toISOString(),
    size: row.size,
    // RFC 3501 §2.3.2: about this connection, not about the message.
    flags: row.flags.filter((flag) => flag.toLowerCase() !== '\\recent'),
    hasAttachments: hasAttachments(row.structure),
    preview: previewOfRow(row),
  }
}
