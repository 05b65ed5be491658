/** `GET /api/messages/:id`. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT, messageOf, shownSections } from '#lib/mail/message.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { withMessage } from './with-message.ts'

const HEADER = 'HEADER'

/**
 * Reads a message in two round trips, whatever is attached to it: its row, then its header and texts. PEEK all the way:
 * nothing is marked as read.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export function readMessage({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<Message> {
  return withMessage(account, params.id, async (box, { folderId, uidValidity, uid }) => {
    const [row] = await fetchRows(box, [uid])
    if (!row) throw new MailError('not_found')
    const wanted = shownSections(readableParts(row.structure))
    const sections = await fetchParts(box, uid, [HEADER, ...wanted], LONGEST_TEXT)
    const header = sections.get(HEADER)
    if (!header) throw new MailError('not_found') // expunged between the two
    return messageOf({ row, header, sections }, folderId, uidValidity)
  })
}
