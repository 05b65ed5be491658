/** `GET /api/messages/:id/invitation`: the event that a message brings. */
import type { MessageId } from '#lib/api/ids.ts'
import type { InvitationAnswer } from '#lib/api/invitation.ts'
import { fileNameOf } from '#lib/mail/attachments.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { invitationOf } from '#lib/mail/calendar/invitation.ts'
import { isCalendar } from '#lib/mail/calendar/is-calendar.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { leavesOf } from '#lib/mail/readable-parts.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchStructure } from '#lib/server/imap/fetch-structure.ts'
import { ownAddressesOf } from '#lib/server/session/user-settings.ts'
import { withMessage } from './with-message.ts'

/** Encoded bytes of a calendar part that are read: an event is a few KB, a whole year of somebody's less than this. */
const MOST = 1024 * 1024

/** A part that says it is a calendar before one that is only called so. */
function calendarPart(root: BodyPart): BodyPart | undefined {
  const parts = leavesOf(root).filter((part) => isCalendar(part.type, fileNameOf(part)))
  return parts.find(({ type }) => type === 'text/calendar') ?? parts[0]
}

/**
 * The first calendar part of a message, as text; null where there is none.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function readCalendar(account: Account, id: MessageId): Promise<string | null> {
  return await withMessage(account, id, async (box, { uid }) => {
    const root = await fetchStructure(box, uid)
    if (!root) throw new MailError('not_found')
    const part = calendarPart(root)
    if (!part) return null
    const sections = await fetchParts(box, uid, [part.part], MOST)
    const bytes = sections.get(part.part) ?? new Uint8Array(0)
    return textOfPart(part, bytes, bytes.length === MOST)
  })
}

/**
 * Reads the first calendar part. `invitation` is null where there is none, or nothing in it can be read as an event.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function readInvitation({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<InvitationAnswer> {
  const calendar = await readCalendar(account, params.id)
  return { invitation: calendar === null ? null : invitationOf(calendar, ownAddressesOf(account)) }
}
