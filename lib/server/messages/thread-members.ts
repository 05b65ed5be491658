/** Rows of conversations: the message that is shown, with what is told of all of them. */
import { messageIdOf } from '#lib/api/ids.ts'
import type { MessageSummary, ThreadMember } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import type { ConversationView } from '#lib/server/imap/conversation-view.ts'
import type { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { readMembers } from '#lib/server/imap/read-members.ts'

/** Of so many messages of a conversation, the newest by UID, it is told who wrote them: a row names a few. */
const MOST_TOLD = 25

type Rows = { account: Account; path: string; index: FolderIndex; view: ConversationView }

/** The rows with what each conversation has in this folder. @throws MailError uidvalidity_changed, unavailable */
export async function withMembers(
  { account, path, index, view }: Rows,
  rows: readonly MessageSummary[],
): Promise<MessageSummary[]> {
  const members = view.membersOf(rows.map(({ uid }) => uid))
  const told = [...members.values()]
    .filter(({ length }) => length > 1)
    .flatMap((uids) => uids.slice(-MOST_TOLD))
  const facts = await readMembers(account, path, index, told)
  return rows.map((row) => {
    const uids = members.get(row.uid) ?? []
    const counts = view.countsOf(row.uid)
    if (uids.length < 2) return { ...row, ...counts }
    const timeOf = (uid: number) => facts.get(uid)?.at ?? Number.NEGATIVE_INFINITY
    const inOrder = uids.toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : a - b))
    const threadMembers = inOrder.flatMap((uid): ThreadMember[] => {
      const flags = index.flagsOf(uid)
      const { from = null, hasAttachments = false } = facts.get(uid) ?? {}
      const id = messageIdOf({ folderId: row.folderId, uidValidity: index.uidValidity, uid })
      return flags ? [{ id, from, flags: [...flags], hasAttachments }] : []
    })
    return { ...row, ...counts, threadMembers }
  })
}
