/** From a part's id to the part: every read of one begins here. */
import type { MessageId } from '#lib/api/ids.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchStructure } from '#lib/server/imap/fetch-structure.ts'
import { mendNames } from './mend-names.ts'
import { type MessagePlace, withMessage } from './with-message.ts'

/** A part and the message it is in. */
export type FoundPart = { place: MessagePlace; part: BodyPart }

/**
 * Looks a part up, its name mended.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function findPart(
  account: Account,
  { id, partId }: { id: MessageId; partId: string },
): Promise<FoundPart> {
  return await withMessage(account, id, async (box, place) => {
    const root = await fetchStructure(box, place.uid)
    const found = root && partsWithin(root).find(({ part }) => part.part === partId)
    if (!found) throw new MailError('not_found')
    const [named = found.part] = await mendNames(box, place.uid, found.body, [found.part])
    return { place, part: named }
  })
}
