/** A message's header block, raw (BODY.PEEK: reading changes nothing). */

import { MailError } from '#lib/mail/mail-error.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom } from './imap-client.ts'
import { bytesOf } from './response.ts'

/**
 * The whole header block, with the empty line that ends it.
 * @throws MailError not_found, unavailable
 */
export async function fetchHeader(box: OpenBox, uid: number): Promise<Uint8Array> {
  const items = await fetchItems(box, uid, [atom('BODY.PEEK', [atom('HEADER')])], 'BODY[HEADER]')
  const header = bytesOf(items?.get('BODY[HEADER]'))
  if (!header) throw new MailError('not_found')
  return header
}
