/** `GET /api/messages/:id/thread`: the conversation of a message, from its folder, the inbox and Sent. */
import { folderIdOf, type MessageId, messageIdOf, messageNameOf } from '#lib/api/ids.ts'
import type { MessageSummary, Thread } from '#lib/api/messages.ts'
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import { messageIdsOf, summaryOf } from '#lib/mail/summary.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { canonicalFlags } from '#lib/server/imap/flag-table.ts'
import { folderPath } from '#lib/server/imap/folder-path.ts'
import { listFolderNames } from '#lib/server/imap/list-folders.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'

// Bounds on what strangers' headers may make us ask for.
const MOST_IDS = 24
const LONGEST_ID = 250
/** Three criteria an id: eight ids are a command line of at most 7 KB. */
const IDS_AT_ONCE = 8
const MOST_MESSAGES = 200
const ROUNDS = 3

/** A member of the conversation: its row, and the RFC 5322 ids it knows of. */
type Member = { summary: MessageSummary; rfcMessageId: string | null; names: string[] }

/**
 * Oldest first; the message itself is always among them. A copy that is in several folders is told once.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function readThread({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<Thread> {
  const name = messageNameOf(params.id)
  const path = folderPath(name.folderId)
  const own = await account.use(path, (box) => ownMember(box, params.id), { repeatable: true })
  const known = new Set(own.names)
  const members = new Map([[own.summary.id, own]])
  const asked = new Set<string>()
  const paths = [...new Set([path, 'INBOX', ...(await sentPaths(account))])]
  for (let round = 0; round < ROUNDS; round++) {
    const ids = [...known].filter((id) => !asked.has(id) && id.length <= LONGEST_ID).slice(0, MOST_IDS)
    if (ids.length === 0) break
    for (const id of ids) asked.add(id)
    for (const place of paths) {
      const found = await account.use(place, (box) => membersIn(box, ids, members), { repeatable: true })
      for (const member of found) {
        members.set(member.summary.id, member)
        for (const id of member.names) known.add(id)
      }
    }
  }
  return { messages: oldestFirst(own, [...members.values()]) }
}

// Looked up, never made: reading changes nothing on the server.
async function sentPaths(account: Account): Promise<string[]> {
  const folders = await listFolderNames(account)
  return folders.filter(({ role, selectable }) => role === 'sent' && selectable).map(({ path }) => path)
}

async function ownMember(box: OpenBox, id: MessageId): Promise<Member> {
  const { folderId, uidValidity, uid } = messageNameOf(id)
  if (box.uidValidity !== uidValidity) throw new MailError('uidvalidity_changed')
  const [row] = await fetchRows(box, [uid])
  if (!row) throw new MailError('not_found')
  return memberOf(row, folderId, uidValidity)
}

function memberOf(row: FetchedRow, folderId: string, uidValidity: number): Member {
  const fields = parseHeader(row.header)
  const [rfcMessageId = null] = messageIdsOf(fields, 'message-id')
  const before = [...messageIdsOf(fields, 'references'), ...messageIdsOf(fields, 'in-reply-to')]
  return {
    summary: summaryOf({ ...row, flags: canonicalFlags(row.flags) }, folderId, uidValidity),
    rfcMessageId,
    names: [...(rfcMessageId === null ? [] : [rfcMessageId]), ...before],
  }
}

/** Messages of the open folder that are, answer or follow one of these ids. */
async function membersIn(
  box: OpenBox,
  ids: readonly string[],
  known: ReadonlyMap<string, Member>,
): Promise<Member[]> {
  const folderId = folderIdOf(box.path)
  const { uidValidity } = box
  const found = new Set<number>()
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    for (const uid of await searchMessages(box, aboutAnyOf(ids.slice(at, at + IDS_AT_ONCE)))) found.add(uid)
  }
  const fresh = [...found].filter((uid) => !known.has(messageIdOf({ folderId, uidValidity, uid })))
  const rows = await fetchRows(box, fresh.slice(-Math.max(0, MOST_MESSAGES - known.size)))
  // HEADER looks for a part of the text: `1@a` is found in `11@a` too.
  const wanted = new Set(ids)
  return rows
    .map((row) => memberOf(row, folderId, uidValidity))
    .filter(({ names }) => names.some((name) => wanted.has(name)))
}

function aboutAnyOf(ids: readonly string[]): SearchTerm {
  const terms = ids.flatMap((value) =>
    ['Message-ID', 'References', 'In-Reply-To'].map((name): SearchTerm => ({ kind: 'header', name, value })),
  )
  return { kind: 'or', terms }
}

function oldestFirst(own: Member, members: readonly Member[]): MessageSummary[] {
  const told = new Map<string, Member>()
  for (const member of [own, ...members]) {
    const key = member.rfcMessageId ?? member.summary.id
    if (!told.has(key)) told.set(key, member)
  }
  const timeOf = ({ summary }: Member) => Date.parse(summary.date ?? summary.receivedAt)
  return [...told.values()]
    .sort((a, b) => timeOf(a) - timeOf(b) || a.summary.uid - b.summary.uid)
    .map(({ summary }) => summary)
}
