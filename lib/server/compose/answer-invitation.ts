/** `POST /api/messages/:id/invitation`: the organiser is told whether one comes, by a mail that calendars read (RFC 6047). */
import type { AcceptedSend } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { InvitationReply } from '#lib/api/invitation.ts'
import { calendarReply, type Partstat } from '#lib/mail/calendar/calendar-reply.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { replyWords } from '#lib/mail/words/invitation-reply.ts'
import type { Account } from '#lib/server/imap/account.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { ownAddressesOf } from '#lib/server/session/user-settings.ts'
import type { MailReader } from './mail-reader.ts'
import { sendMessage } from './send-message.ts'

type Answering = {
  account: Account
  signedIn: SignedIn
  params: { id: MessageId }
  body: InvitationReply
  request: Request
  mail: MailReader
}

const PARTSTAT: Record<InvitationReply['status'], Partstat> = {
  accepted: 'ACCEPTED',
  tentative: 'TENTATIVE',
  declined: 'DECLINED',
}

/**
 * The invitation is read from the message itself; the answer goes to its organiser alone, from the address that was asked.
 * @throws MailError conflict (nothing in it asks this person), and as `sendMessage`
 */
export async function answerInvitation({ params, body, ...call }: Answering): Promise<AcceptedSend> {
  const { account, mail } = call
  const { status, comment } = body
  const asked = (await mail.calendar(account, params.id)) ?? ''
  const own = ownAddressesOf(account)
  const reply = calendarReply(asked, { status: PARTSTAT[status], own, now: new Date(), comment })
  if (!reply) throw new MailError('conflict', { detail: replyWords.notAsked })
  const { organizer, attendee, summary, calendar } = reply
  const words = replyWords.mail[status](attendee.name || attendee.address, summary)
  const letter = {
    ...{ from: attendee, to: [organizer], cc: [], bcc: [], html: null, attachments: [] },
    subject: replyWords.subject[status](summary),
    text: comment.trim() === '' ? `${words}\n` : `${words}\n\n${comment.trim()}\n`,
    inReplyTo: params.id,
  }
  return await sendMessage({ ...call, body: letter, calendar })
}
