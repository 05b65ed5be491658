/** What a server knows of a message without its texts: flags, dates, size and structure. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { withOwnEncoding } from '#lib/mail/mime-header.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom, type Token } from './imap-client.ts'
import { parseInternalDate } from './internal-date.ts'
import { parseStructure, UNREADABLE } from './parse-structure.ts'
import { bytesOf, type Node, numberOf, textOf, wordsOf } from './response.ts'
import { serverThreadOf } from './server-thread.ts'

/** A row without its header and its text. */
export type MessageFacts = Omit<FetchedRow, 'uid' | 'header' | 'preview'>

/** The header fields that a row needs, as `itemsOf` calls what `rowHeaderItem` asks for. */
export const ROW_HEADER = 'BODY[HEADER.FIELDS]'
const ROW_HEADERS = [
  'Date',
  'From',
  'To',
  'Cc',
  'Subject',
  'Message-ID',
  'In-Reply-To',
  'References',
  'Reply-To',
  'Content-Type',
  'Content-Transfer-Encoding',
]

/** Asks for the header fields of a row. A message asks for them too, so that it says what its row says. */
function rowHeaderItem(): Token {
  return atom('BODY.PEEK', [atom('HEADER.FIELDS'), ROW_HEADERS.map((name) => atom(name))])
}

/** The items that `factsOf` reads, and the header fields of a row. */
export function factItems({ capabilities }: OpenBox): Token[] {
  return [
    ...['UID', 'FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'BODYSTRUCTURE'].map((name) => atom(name)),
    rowHeaderItem(),
    ...(capabilities.has('OBJECTID') ? [atom('THREADID')] : []),
    ...(capabilities.has('X-GM-EXT-1') ? [atom('X-GM-THRID')] : []),
  ]
}

/** Reads what `factItems` asked for. */
export function factsOf(items: ReadonlyMap<string, Node>): MessageFacts {
  const structure = items.has('BODYSTRUCTURE') ? parseStructure(items.get('BODYSTRUCTURE')) : UNREADABLE
  return {
    flags: wordsOf(items.get('FLAGS')),
    receivedAt: parseInternalDate(textOf(items.get('INTERNALDATE')) ?? ''),
    size: numberOf(items.get('RFC822.SIZE')) ?? 0,
    structure: withOwnEncoding(structure, bytesOf(items.get(ROW_HEADER)) ?? new Uint8Array(0)),
    threadId: serverThreadOf(items),
  }
}

/** The facts of one message, or null where it is gone. @throws MailError unavailable */
export async function fetchFacts(box: OpenBox, uid: number): Promise<MessageFacts | null> {
  const asked = factItems(box).filter(({ value }) => value !== 'UID') // which fetchItems asks for itself
  const items = await fetchItems(box, uid, asked, 'RFC822.SIZE')
  return items && factsOf(items)
}
