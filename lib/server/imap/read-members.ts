/** What the rows of conversations tell of their messages: who wrote, when, and whether something is attached. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import { hasAttachments } from '#lib/mail/attachments.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { addressesOf, dateOf } from '#lib/mail/summary.ts'
import type { Account } from './account.ts'
import { fetchByUid } from './fetch-by-uid.ts'
import type { FolderIndex } from './folder-index.ts'
import { atom } from './imap-client.ts'
import { factsOf, ROW_HEADER } from './message-facts.ts'
import { bytesOf, type Node } from './response.ts'
import { keepRow, type MemberFacts, recallRow, rowKey } from './row-cache.ts'

// No text and few fields: a conversation has many messages, and shows the words of one.
const HEADERS = ['From', 'Date', 'Content-Type', 'Content-Transfer-Encoding']
const ITEMS = [
  atom('INTERNALDATE'),
  atom('BODYSTRUCTURE'),
  atom('BODY.PEEK', [atom('HEADER.FIELDS'), HEADERS.map((name) => atom(name))]),
]

/**
 * By UID; those that are gone are left out. One FETCH for what was never fetched.
 * @throws MailError uidvalidity_changed where the folder is no longer the index's; unavailable
 */
export async function readMembers(
  account: Account,
  path: string,
  index: FolderIndex,
  uids: Iterable<number>,
): Promise<Map<number, MemberFacts>> {
  const folderId = folderIdOf(path)
  const { uidValidity } = index
  const keyOf = (uid: number) => rowKey(account, folderId, uidValidity, uid)
  const members = new Map<number, MemberFacts>()
  const missing: number[] = []
  for (const uid of uids) {
    const row = recallRow(keyOf(uid))
    if (row) members.set(uid, 'member' in row ? row.member : memberOf(row.summary))
    else missing.push(uid)
  }
  if (missing.length === 0) return members
  const fetched = await account.use(
    path,
    async (box) => {
      if (box.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
      return await fetchByUid(box, missing, ITEMS, memberIn)
    },
    { repeatable: true },
  )
  for (const [uid, member] of fetched) {
    members.set(uid, member)
    keepRow(keyOf(uid), { member })
  }
  return members
}

function memberOf({ from, date, receivedAt, hasAttachments: has }: MessageSummary): MemberFacts {
  return { from: from[0] ?? null, at: Date.parse(date ?? receivedAt), hasAttachments: has }
}

function memberIn(items: ReadonlyMap<string, Node>): MemberFacts | null {
  const header = bytesOf(items.get(ROW_HEADER))
  if (header === null) return null // flags that someone else changed meanwhile
  const fields = parseHeader(header)
  const { receivedAt, structure } = factsOf(items)
  const at = dateOf(fields) ?? receivedAt
  const [from = null] = addressesOf(fields, 'from')
  return { from, at: at.getTime(), hasAttachments: hasAttachments(structure) }
}
