/** File names that BODYSTRUCTURE does not tell, asked of the parts themselves. */
import { type BodyPart, headerSectionOf, wholeBodySection } from '#lib/mail/body-structure.ts'
import { lacksName, withOwnHeader } from '#lib/mail/mime-header.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'

const HEADER_BYTES = 16_384
/** Parts beyond this many stay as nameless as they are. */
const MOST = 500

/** Where a part's own header is: its message's, for a message of one part (RFC 3501 §6.4.5). */
function headerSection(part: BodyPart, body: BodyPart): string {
  const isBody = part === body || part.part === wholeBodySection(body)
  return isBody ? headerSectionOf(body) : `${part.part}.MIME`
}

/**
 * The same parts, those that the structure names not by the names in their own headers. No round trip where all have one.
 * @param body of the message that the parts are of
 * @throws MailError not_found (the message is gone), unavailable
 */
export async function mendNames(
  box: OpenBox,
  uid: number,
  body: BodyPart,
  parts: readonly BodyPart[],
): Promise<BodyPart[]> {
  const nameless = parts.filter(lacksName).slice(0, MOST)
  const mended = new Map<BodyPart, BodyPart>()
  const asked = nameless.map((part) => headerSection(part, body))
  const headers = await fetchParts(box, uid, asked, HEADER_BYTES)
  for (const part of nameless) {
    const header = headers.get(headerSection(part, body))
    if (header) mended.set(part, withOwnHeader(part, header))
  }
  return parts.map((part) => mended.get(part) ?? part)
}
