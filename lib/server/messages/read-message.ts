/** `GET /api/messages/:id`. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT, messageOf, shownSections } from '#lib/mail/message.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { mendNames } from './mend-names.ts'
import { withMessage } from './with-message.ts'

const HEADER = 'HEADER'
/** One command names no more than this many sections: its line stays short. */
const SECTIONS = 100

async function fetchTexts(box: OpenBox, uid: number, wanted: string[]): Promise<Map<string, Uint8Array>> {
  const texts = new Map<string, Uint8Array>()
  for (let at = 0; at < wanted.length; at += SECTIONS) {
    const some = await fetchParts(box, uid, wanted.slice(at, at + SECTIONS), LONGEST_TEXT)
    for (const [section, bytes] of some) texts.set(section, bytes)
  }
  return texts
}

/**
 * Reads a message in two round trips, whatever is attached to it: its row, then its header and texts (and once more
 * where an attachment's name must be looked for). PEEK all the way: nothing is marked as read.
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
    const readable = readableParts(row.structure)
    const sections = await fetchTexts(box, uid, [HEADER, ...shownSections(readable)])
    const header = sections.get(HEADER)
    if (!header) throw new MailError('not_found') // expunged between the two
    const attached = await mendNames(box, uid, row.structure, readable.attached)
    return messageOf({ row, header, sections, attached }, folderId, uidValidity)
  })
}
