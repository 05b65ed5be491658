/** `GET /api/messages/:id`. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT, messageOf, shownSections } from '#lib/mail/message.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchMessage } from '#lib/server/imap/fetch-message.ts'
import { findCutOff } from './find-cut-off.ts'
import { lookForParts } from './look-for-parts.ts'
import { mendNames } from './mend-names.ts'
import { mendNuls } from './mend-nuls.ts'
import { withMessage } from './with-message.ts'

function shownOf(structure: BodyPart): string[] {
  return shownSections(readableParts(structure))
}

/**
 * Reads a message in one round trip, whatever is attached to it (one more where a text is long or in an odd place, and
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
  let tries = 0
  return withMessage(account, params.id, async (box, { folderId, uidValidity, uid }) => {
    // The connection died of something: perhaps of the question.
    const atOnce = tries++ === 0
    const fetched = await fetchMessage(box, uid, shownOf, LONGEST_TEXT, atOnce)
    if (!fetched) throw new MailError('not_found')
    const { structure } = fetched.row
    const found = await lookForParts(box, uid, structure, fetched.header)
    if (found) {
      const { attached } = readableParts(found.body)
      return messageOf({ ...fetched, ...found, attached }, folderId, uidValidity, config().authservIds)
    }
    const readable = readableParts(structure)
    const attached = await mendNames(box, uid, structure, readable.attached)
    const sections = atOnce ? await mendNuls(box, uid, readable, fetched.sections) : fetched.sections
    const cutOff = await findCutOff(box, fetched.row)
    return messageOf({ ...fetched, sections, attached, cutOff }, folderId, uidValidity, config().authservIds)
  })
}
