/** Texts in which the server wrote something else for NUL, asked for again as they are. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { LONGEST_TEXT } from '#lib/mail/message.ts'
import { parameterOf } from '#lib/mail/mime-parameters.ts'
import type { ReadableParts } from '#lib/mail/readable-parts.ts'
import { isPlainEncoding } from '#lib/mail/transfer-encoding.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchBinary } from '#lib/server/imap/fetch-binary.ts'

/** More texts than any message has that was not made to cost round trips. */
const MOST = 20

/** Dovecot writes 0x80 for NUL in BODY[…]. In UTF-8, where 0x80 is common, it would have broken a character. */
function mayHaveHeldNul(part: BodyPart, bytes: Uint8Array): boolean {
  if (!isPlainEncoding(part.encoding) || !/^[\d.]+$/.test(part.part) || !bytes.includes(0x80)) return false
  return /^(?:utf-?(?:16|32)|ucs)/i.test(parameterOf(part.parameters, 'charset') ?? '') || !isUtf8(bytes)
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false // which is what was asked
  }
}

/**
 * The sections of these texts with their NULs in them, where the server can tell. No round trip for nearly all mail.
 * @throws MailError unavailable
 */
export async function mendNuls(
  box: OpenBox,
  uid: number,
  { text, html }: ReadableParts,
  sections: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, Uint8Array>> {
  const mended = new Map(sections)
  const doubtful = [...new Set([...text, ...html])].filter((part) =>
    mayHaveHeldNul(part, sections.get(part.part) ?? new Uint8Array(0)),
  )
  for (const { part } of doubtful.slice(0, MOST)) {
    const bytes = await fetchBinary(box, uid, part, LONGEST_TEXT)
    if (bytes) mended.set(part, bytes)
  }
  return mended
}
