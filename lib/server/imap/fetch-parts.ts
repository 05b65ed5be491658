/** Parts of a message, raw (BODY.PEEK: reading changes nothing). */

import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom } from './imap-client.ts'
import { bytesOf } from './response.ts'

/** One command names no more than this many sections: its line stays short. */
const SECTIONS = 100

/**
 * Parts by section (`1.2`, `HEADER`, `2.MIME`), still transfer-encoded, at most `maxBytes` of each. Sections that the
 * message does not have are left out. A FETCH for every hundred.
 * @throws MailError not_found (the message is gone), unavailable
 */
export async function fetchParts(
  box: OpenBox,
  uid: number,
  parts: readonly string[],
  maxBytes?: number,
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>()
  const partial: [number, number] | undefined = maxBytes === undefined ? undefined : [0, maxBytes]
  for (let at = 0; at < parts.length; at += SECTIONS) {
    const some = parts.slice(at, at + SECTIONS)
    const wanted = some.map((part) => atom('BODY.PEEK', part === '' ? [] : [atom(part)], partial))
    const items = await fetchItems(box, uid, [atom('RFC822.SIZE'), ...wanted], 'RFC822.SIZE')
    if (!items) throw new MailError('not_found')
    for (const part of some) {
      const bytes = bytesOf(items.get(`BODY[${part.toUpperCase()}]`))
      if (bytes) found.set(part, bytes)
    }
  }
  return found
}
