/** A message's MIME tree. */

import type { BodyPart } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { fetchItems } from './fetch-message-items.ts'
import { atom } from './imap-client.ts'
import { parseStructure, UNREADABLE } from './parse-structure.ts'

/** The message's MIME tree, or null where the message is gone. */
export async function fetchStructure(box: OpenBox, uid: number): Promise<BodyPart | null> {
  // With its size: a structure that the parser had to drop is still an answer.
  const items = await fetchItems(box, uid, [atom('RFC822.SIZE'), atom('BODYSTRUCTURE')], 'RFC822.SIZE')
  if (!items) return null
  return items.has('BODYSTRUCTURE') ? parseStructure(items.get('BODYSTRUCTURE')) : UNREADABLE
}
