/** The identifiers that messages name, as their headers spell them: what a conversation is looked for by. */
import { parseHeader } from '#lib/mail/header-fields.ts'
import { messageIdsOf } from '#lib/mail/summary.ts'
import { threadNamesOf } from '#lib/mail/thread-keys.ts'
import type { OpenBox } from './account.ts'
import { fetchByUid } from './fetch-by-uid.ts'
import { THREAD_HEADER } from './fetch-thread-keys.ts'
import { bytesOf, type Node } from './response.ts'

/** `names` begins with the message's own identifier, where it has one; then the root of its References, then nearer ones. */
export type ThreadNames = { uid: number; rfcMessageId: string | null; names: string[] }

/**
 * Those that are gone are left out.
 * @throws MailError unavailable
 */
export async function fetchThreadNames(box: OpenBox, uids: Iterable<number>): Promise<ThreadNames[]> {
  const found = await fetchByUid(box, uids, [THREAD_HEADER], namesIn)
  return [...found].map(([uid, names]) => ({ uid, ...names }))
}

function namesIn(items: ReadonlyMap<string, Node>): Omit<ThreadNames, 'uid'> | null {
  const header = bytesOf(items.get('BODY[HEADER.FIELDS]'))
  if (header === null) return null
  const fields = parseHeader(header)
  const [rfcMessageId = null] = messageIdsOf(fields, 'message-id')
  return { rfcMessageId, names: threadNamesOf(fields) }
}
