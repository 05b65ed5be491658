/** `GET /api/messages/:id/parts/:partId/text`: a part as Unicode, for a look at it. */
import type { MessageId } from '#lib/api/ids.ts'
import type { PartText } from '#lib/api/parts.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { findPart } from './find-part.ts'
import { withMessage } from './with-message.ts'

/** So many encoded bytes are read: more than anyone reads in a window. */
const MOST = 1024 * 1024

/**
 * The beginning of a part, decoded by its charset (guessed where the sender named none), line ends `\n`. Any part that
 * is no multipart can be read so: these are characters, nothing is interpreted.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function readPartText({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId; partId: string }
}): Promise<PartText> {
  const { part, bytes: known } = await findPart(account, params)
  const bytes =
    known?.subarray(0, MOST) ??
    (await withMessage(account, params.id, (box, { uid }) => beginningOf(box, uid, part)))
  const cut = bytes.length === MOST
  return { text: textOfPart(part, bytes, cut), cut }
}

async function beginningOf(box: OpenBox, uid: number, { part }: BodyPart): Promise<Uint8Array> {
  const found = await fetchParts(box, uid, [part], MOST)
  const bytes = found.get(part)
  if (!bytes) throw new MailError('not_found')
  return bytes
}
