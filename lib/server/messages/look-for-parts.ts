/** Parts that a server did not find, because the message says wrongly where they are. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { firstField, parseHeader } from '#lib/mail/header-fields.ts'
import { type ParsedMessage, parseMessage } from '#lib/mail/parse-message.ts'
import { isMultipart, lacksParts } from '#lib/mail/readable-parts.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { LONGEST_ENCODED } from './encoded-message.ts'

function isMisread(structure: BodyPart, header: Uint8Array): boolean {
  const type = firstField(parseHeader(header), 'content-type') ?? ''
  if (!/^\s*multipart\//i.test(type)) return false
  return !isMultipart(structure) || lacksParts(structure)
}

/**
 * The message as we take it apart, where it says that it has parts, or a multipart in it does, and the server found none;
 * null where it has none for us either. No round trip for mail that the server can read.
 * @throws MailError not_found (the message is gone), unavailable
 */
export async function lookForParts(
  box: OpenBox,
  uid: number,
  structure: BodyPart,
  header: Uint8Array,
): Promise<ParsedMessage | null> {
  if (!isMisread(structure, header)) return null
  const whole = (await fetchParts(box, uid, [''], LONGEST_ENCODED)).get('')
  const parsed = whole ? parseMessage(whole, '') : null
  return parsed && parsed.body.children.length > 0 ? parsed : null
}
