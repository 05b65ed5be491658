/** A message's MIME tree. */

import type { BodyPart } from '#lib/mail/body-structure.ts'
import type { OpenBox } from './account.ts'
import { fetchFacts } from './message-facts.ts'

/** The message's MIME tree, or null where the message is gone. @throws MailError unavailable */
export async function fetchStructure(box: OpenBox, uid: number): Promise<BodyPart | null> {
  // As lists and messages know it: what they call a part is the same part here.
  return (await fetchFacts(box, uid))?.structure ?? null
}
