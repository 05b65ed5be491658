/** The text that a mail was cut off in, where nobody can say whether it is said or attached (cut-off-text.ts). */
import type { BodyPart, FetchedRow } from '#lib/mail/body-structure.ts'
import { doubtfulText, isCutOff } from '#lib/mail/cut-off-text.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchItems } from '#lib/server/imap/fetch-message-items.ts'
import { atom } from '#lib/server/imap/imap-client.ts'
import { bytesOf } from '#lib/server/imap/response.ts'

/** So much of a message's end is looked at: what comes behind a closed multipart is shorter. */
const END = 65_536

/**
 * That part, or null. No round trip but for multiparts with boundaries alike.
 * @throws MailError unavailable
 */
export async function findCutOff(
  box: OpenBox,
  { uid, size, structure }: FetchedRow,
): Promise<BodyPart | null> {
  const doubtful = doubtfulText(structure)
  if (!doubtful) return null
  const end = atom('BODY.PEEK', [], [Math.max(0, size - END), END])
  const items = await fetchItems(box, uid, [end], 'BODY[]')
  const bytes = bytesOf(items?.get('BODY[]'))
  return bytes && isCutOff(bytes, doubtful.boundaries) ? doubtful.part : null
}
