/** `GET /api/drafts/:id`: a draft to go on with. */
import type { StoredDraft } from '#lib/api/compose.ts'
import type { MessageId } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { attachmentsOfDraft } from './draft-attachments.ts'
import { storedVersion } from './draft-versions.ts'
import type { MailReader } from './mail-reader.ts'

/**
 * Any message can be gone on with, whoever stored it: what only we know of a draft is missing then.
 * @throws MailError conflict (with `current`), not_found, uidvalidity_changed, unavailable
 */
export async function readDraft({
  account,
  params,
  mail,
}: {
  account: Account
  params: { id: MessageId }
  mail: MailReader
}): Promise<StoredDraft> {
  const { facts } = await storedVersion(account, params.id)
  const message = await mail.message(account, params.id)
  const [from] = [...message.from, ...facts.from]
  const replyTo = [...message.replyTo, ...facts.replyTo]
  return {
    ...(from && { from }),
    to: [...message.to, ...facts.to],
    cc: [...message.cc, ...facts.cc],
    bcc: [...message.bcc, ...facts.bcc],
    ...(replyTo.length > 0 && { replyTo }),
    subject: message.subject,
    text: message.text ?? '',
    html: message.html,
    attachments: attachmentsOfDraft(message),
    ...(facts.inReplyTo && { inReplyTo: facts.inReplyTo }),
    ...(facts.forwardOf && { forwardOf: facts.forwardOf }),
    draftId: params.id,
  }
}
