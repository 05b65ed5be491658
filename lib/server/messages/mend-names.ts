/** File names that BODYSTRUCTURE does not tell, asked of the parts themselves. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { lacksName, withOwnHeader } from '#lib/mail/mime-header.ts'
import { WHOLE_BODY } from '#lib/mail/readable-parts.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'

const HEADER_BYTES = 16_384
/** One command names no more than this many sections: its line stays short. */
const SECTIONS = 100
/** Parts beyond this many stay as nameless as they are. */
const MOST = 500

/** Where a part's own header is: the message's, for a message of one part (RFC 3501 §6.4.5). */
function headerSection(part: BodyPart, root: BodyPart): string {
  return part === root || part.part === WHOLE_BODY ? 'HEADER' : `${part.part}.MIME`
}

/**
 * The same parts, named by their own headers where the structure has no name for them. No round trip where all have
 * one.
 * @throws MailError not_found (the message is gone), unavailable
 */
export async function mendNames(
  box: OpenBox,
  uid: number,
  root: BodyPart,
  parts: readonly BodyPart[],
): Promise<BodyPart[]> {
  const nameless = parts.filter(lacksName).slice(0, MOST)
  const mended = new Map<BodyPart, BodyPart>()
  for (let at = 0; at < nameless.length; at += SECTIONS) {
    const some = nameless.slice(at, at + SECTIONS)
    const sections = await fetchParts(
      box,
      uid,
      some.map((part) => headerSection(part, root)),
      HEADER_BYTES,
    )
    for (const part of some) {
      const header = sections.get(headerSection(part, root))
      if (header) mended.set(part, withOwnHeader(part, header))
    }
  }
  return parts.map((part) => mended.get(part) ?? part)
}
