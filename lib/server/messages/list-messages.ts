/** `GET /api/folders/:id/messages`: a page of a folder's view. */
import { type FolderId, folderIdOf, messageNameOf } from '#lib/api/ids.ts'
import type { ListQuery, MessagePage } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { lastKeywordsOf } from '#lib/server/imap/known-folders.ts'
import { readSummaries } from '#lib/server/imap/read-summaries.ts'
import { type OrderedView, orderedView, threadedView } from '#lib/server/imap/resolve-view.ts'
import { completeLater } from '#lib/server/imap/sync-folder.ts'
import { withMembers } from './thread-members.ts'

/** What the use case needs of a call. */
export type Listing = { account: Account; params: { id: FolderId }; query: ListQuery }

/**
 * A page: one slice of the index's view, and one FETCH for rows never seen before.
 * Beyond the end it is empty; `around` centres it on a message. With `threads` each row is a conversation, shown by its
 * newest message in the view; `threadCount`, `threadUnread` and `threadMembers` are of the whole conversation in this
 * folder.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function listMessages({ account, params, query }: Listing): Promise<MessagePage> {
  const path = folderPath(params.id)
  if (!query.threads) {
    const { uids, ...at } = await orderedView(account, path, query)
    const page = await pageOf({ account, path, query, ...at, uids, placeOf: (uid) => uids.indexOf(uid) })
    if (!at.index.complete) completeLater(account, path)
    return page
  }
  const { view, ...at } = await threadedView(account, path, query)
  const { uids } = view
  const page = await pageOf({ account, path, query, ...at, uids, placeOf: (uid) => view.placeOf(uid) })
  return { ...page, messages: await withMembers({ account, path, index: at.index, view }, page.messages) }
}

type Rows = OrderedView & {
  account: Account
  path: string
  query: ListQuery
  /** Where in `uids` a message is, or the conversation that holds it; -1 where it is not. */
  placeOf: (uid: number) => number
}

async function pageOf(rows: Rows): Promise<MessagePage> {
  const { account, path, query, index, state, uidNext, uids } = rows
  const { uidValidity } = index
  const offset = query.around ? offsetAround(query.around, rows) : (query.offset ?? 0)
  const page = uids.subarray(offset, offset + query.limit)
  const messages = await readSummaries(account, path, index, page)
  const keywords = lastKeywordsOf(account, path)
  return {
    folderId: folderIdOf(path),
    uidValidity,
    uidNext,
    state,
    total: uids.length,
    offset,
    messages,
    ...(keywords !== undefined && { keywords }),
  }
}

function offsetAround(id: string, { path, query, index, uids, placeOf }: Rows): number {
  const name = messageNameOf(id)
  if (name.folderId !== folderIdOf(path)) throw new MailError('not_found')
  if (name.uidValidity !== index.uidValidity) throw new MailError('uidvalidity_changed')
  const at = placeOf(name.uid)
  if (at < 0) throw new MailError('not_found')
  return Math.max(0, Math.min(at - Math.floor(query.limit / 2), uids.length - query.limit))
}
