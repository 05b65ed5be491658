/** `GET /api/messages/:id/parts/:partId/message`: a message inside a message, opened in its place. */
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { type BodyPart, headerSectionOf } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT, messageOf, shownSections } from '#lib/mail/message.ts'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { previewFrom } from '#lib/server/imap/fetch-rows.ts'
import { fetchFacts } from '#lib/server/imap/message-facts.ts'
import { mendNames } from './mend-names.ts'
import { mendNuls } from './mend-nuls.ts'
import { withMessage } from './with-message.ts'

const LONGEST_HEADER = 4 * 1024 * 1024

/** The part of this name that is a message, and that message's body. */
function nestedIn(root: BodyPart, partId: string): { holder: BodyPart; body: BodyPart } {
  const holder = partsWithin(root).find(({ part }) => part.part === partId)?.part
  const [body] = holder?.children ?? []
  if (!holder || !body) throw new MailError('not_found')
  return { holder, body }
}

async function readNested(box: OpenBox, uid: number, partId: string) {
  const outer = await fetchFacts(box, uid)
  if (!outer) throw new MailError('not_found')
  const { holder, body } = nestedIn(outer.structure, partId)
  const readable = readableParts(body)
  const fetched = await fetchParts(box, uid, shownSections(readable), LONGEST_TEXT)
  const sections = await mendNuls(box, uid, readable, fetched)
  const headers = await fetchParts(box, uid, [headerSectionOf(body)], LONGEST_HEADER)
  const header = headers.get(headerSectionOf(body)) ?? new Uint8Array(0)
  const attached = await mendNames(box, uid, body, readable.attached)
  const preview = previewFrom(body, sections)
  // What the server says of its own about the outer message does not hold for this one.
  const row = {
    ...outer,
    uid,
    flags: [],
    threadId: null,
    size: holder.size,
    structure: body,
    preview,
    header,
  }
  return { row, header, sections, attached }
}

/**
 * Reads a nested message as one reads any other. Its `id`, `uid` and `receivedAt` are those of the message it is in,
 * and so are the names of its parts: `parts/:partId` downloads them, nested messages among them are opened the same way.
 * @throws MailError not_found (no such part, or it holds no message), uidvalidity_changed, unavailable
 */
export function readNestedMessage({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId; partId: string }
}): Promise<Message> {
  return withMessage(account, params.id, async (box, { folderId, uidValidity, uid }) => {
    const fetched = await readNested(box, uid, params.partId)
    return messageOf(fetched, folderId, uidValidity)
  })
}
