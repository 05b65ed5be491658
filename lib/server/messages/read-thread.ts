/** `GET /api/messages/:id/thread`: the conversation of a message, wherever its members lie. */
import { folderIdOf, type MessageId, messageIdOf, messageNameOf } from '#lib/api/ids.ts'
import type { MessageSummary, Thread, ThreadQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { readFound } from '#lib/server/imap/read-found.ts'
import type { FoundConversation } from './conversation-lookup.ts'
import { keptConversation, lookupFor } from './recent-conversations.ts'

/** What the use case needs of a call. */
export type ThreadCall = {
  account: Account
  params: { id: MessageId }
  query: ThreadQuery
  request: { signal: AbortSignal }
}

/**
 * Oldest first; the message itself is always among them. A copy that is in several folders is told once. A lookup that
 * takes longer than `wait` goes on: `pending` says where it has still to look, and asking again tells more.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function readThread({ account, params, query, request }: ThreadCall): Promise<Thread> {
  const { id } = params
  const { signal } = request
  const kept = await keptConversation(account, id)
  if (kept) return { messages: await rowsOf(account, id, kept, signal), pending: [] }
  const lookup = lookupFor(account, id)
  const leave = lookup.join()
  try {
    const pending = await lookup.patiently(query.wait * 1_000, signal)
    const messages = await rowsOf(account, id, lookup, signal)
    leave(pending.length > 0)
    return { messages, pending: pending.map(folderIdOf) }
  } finally {
    leave(false)
  }
}

async function rowsOf(
  account: Account,
  id: MessageId,
  { folders }: FoundConversation,
  signal: AbortSignal,
): Promise<MessageSummary[]> {
  const rows: MessageSummary[] = []
  for (const { path, uidValidity, uids } of toldOnce(id, folders)) {
    rows.push(...(await readFound(account, { path, uidValidity }, uids, signal)))
  }
  if (!rows.some((row) => row.id === id)) throw new MailError('not_found')
  const timeOf = ({ date, receivedAt }: MessageSummary) => Date.parse(date ?? receivedAt)
  return rows.sort((a, b) => timeOf(a) - timeOf(b) || a.uid - b.uid)
}

/** Of copies the message itself is told, else the one in its folder, else the first that was found. */
function toldOnce(id: MessageId, folders: FoundConversation['folders']) {
  const own = messageNameOf(id)
  const told = new Set<string>()
  const isOwn = (path: string) => folderIdOf(path) === own.folderId
  return [...folders]
    .sort(([a], [b]) => Number(isOwn(b)) - Number(isOwn(a)))
    .map(([path, { uidValidity, members }]) => {
      const here = [...members.values()].sort(
        (a, b) => Number(isOwn(path) && b.uid === own.uid) - Number(isOwn(path) && a.uid === own.uid),
      )
      const uids = here
        .filter(({ uid, rfcMessageId }) => {
          const key = rfcMessageId ?? messageIdOf({ folderId: folderIdOf(path), uidValidity, uid })
          return !told.has(key) && told.add(key)
        })
        .map(({ uid }) => uid)
      return { path, uidValidity, uids }
    })
}
