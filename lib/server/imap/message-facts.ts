/** What a server knows of a message without its texts: flags, dates, size and structure. */
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom, type Token } from './imap-client.ts'
import { parseInternalDate } from './internal-date.ts'
import { parseStructure, UNREADABLE } from './parse-structure.ts'
import { type Node, numberOf, textOf, wordsOf } from './response.ts'
import { serverThreadOf } from './server-thread.ts'

/** A row without its header and its text. */
export type MessageFacts = Omit<FetchedRow, 'uid' | 'header' | 'preview'>

/** The items that `factsOf` reads. */
export function factItems({ capabilities }: OpenBox): Token[] {
  return [
    ...['UID', 'FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'BODYSTRUCTURE'].map((name) => atom(name)),
    ...(capabilities.has('OBJECTID') ? [atom('THREADID')] : []),
    ...(capabilities.has('X-GM-EXT-1') ? [atom('X-GM-THRID')] : []),
  ]
}

/** Reads what `factItems` asked for. */
export function factsOf(items: Map<string, Node>): MessageFacts {
  return {
    flags: wordsOf(items.get('FLAGS')),
    receivedAt: parseInternalDate(textOf(items.get('INTERNALDATE')) ?? ''),
    size: numberOf(items.get('RFC822.SIZE')) ?? 0,
    structure: items.has('BODYSTRUCTURE') ? parseStructure(items.get('BODYSTRUCTURE')) : UNREADABLE,
    threadId: serverThreadOf(items),
  }
}

/** The facts of one message, or null where it is gone. @throws MailError unavailable */
export async function fetchFacts(box: OpenBox, uid: number): Promise<MessageFacts | null> {
  const asked = factItems(box).filter(({ value }) => value !== 'UID') // which fetchItems asks for itself
  const items = await fetchItems(box, uid, asked, 'RFC822.SIZE')
  return items && factsOf(items)
}
