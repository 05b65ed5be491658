/** `GET /api/folders/:id/messages`: a page of a folder's view. */
import { type FolderId, folderIdOf, messageNameOf } from '#lib/api/ids.ts'
import type { ListQuery, MessagePage, MessageSummary } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { readSummaries } from '#lib/server/imap/read-summaries.ts'
import { orderedView } from '#lib/server/imap/resolve-view.ts'
import { completeLater } from '#lib/server/imap/sync-folder.ts'

/** What the use case needs of a call. */
export type Listing = { account: Account; params: { id: FolderId }; query: ListQuery }

/**
 * A page: one slice of the index's view, and one FETCH for rows never seen before.
 * Beyond the end it is empty; `around` centres it on a message.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function listMessages({ account, params, query }: Listing): Promise<MessagePage> {
  const path = folderPath(params.id)
  const { index, state, uidNext, uids } = await orderedView(account, path, query)
  const { uidValidity } = index
  const offset = query.around
    ? offsetAround(query.around, { folderId: params.id, uidValidity, uids, limit: query.limit })
    : (query.offset ?? 0)
  const page = uids.subarray(offset, offset + query.limit)
  const summaries = await readSummaries(account, path, index, page)
  if (!index.complete) completeLater(account, path)
  return {
    folderId: folderIdOf(path),
    uidValidity,
    uidNext,
    state,
    total: uids.length,
    offset,
    messages: query.threads ? summaries.map(asConversation) : summaries,
  }
}

type Around = { folderId: FolderId; uidValidity: number; uids: Uint32Array; limit: number }

function offsetAround(id: string, { folderId, uidValidity, uids, limit }: Around): number {
  const name = messageNameOf(id)
  if (name.folderId !== folderId) throw new MailError('not_found')
  if (name.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
  const at = uids.indexOf(name.uid)
  if (at < 0) throw new MailError('not_found')
  return Math.max(0, Math.min(at - Math.floor(limit / 2), uids.length - limit))
}

/** A conversation of one. */
function asConversation(message: MessageSummary): MessageSummary {
  return { ...message, threadCount: 1, threadUnread: message.flags.includes('\\Seen') ? 0 : 1 }
}
