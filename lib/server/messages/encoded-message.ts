/** Messages that were attached with a transfer encoding: read as a whole and taken apart here. */
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import { type ParsedMessage, parseMessage } from '#lib/mail/parse-message.ts'
import { holderOf } from '#lib/mail/part-name.ts'
import { decodeTransfer, isPlainEncoding } from '#lib/mail/transfer-encoding.ts'
import type { OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'

/** Encoded bytes that are read of such a message; of a longer one the end is missing. */
export const LONGEST_ENCODED = 32 * 1024 * 1024

/** A part and its bytes, still transfer-encoded. */
export type ReadPart = { part: BodyPart; encoded: Uint8Array }

async function readPart(box: OpenBox, uid: number, root: BodyPart, partId: string): Promise<ReadPart> {
  const whole: BodyPart = { ...root, part: '', type: 'message/rfc822', encoding: '8bit', children: [] }
  const found = partId === '' ? whole : partsWithin(root).find(({ part }) => part.part === partId)?.part
  if (!found) throw new MailError('not_found')
  const encoded = (await fetchParts(box, uid, [partId], LONGEST_ENCODED)).get(partId)
  if (!encoded) throw new MailError('not_found')
  return { part: found, encoded }
}

/** True for a part that is a message which the server doesn't look into. */
export function isEncodedMessage({ type, encoding, children }: BodyPart): boolean {
  const isMessage = /^message\/(?:rfc822|global)$/.test(type)
  return isMessage && (!isPlainEncoding(encoding) || children.length === 0)
}

/**
 * The message in the part of this name (`2`, `2.~.3`), taken apart. `root` is the structure of the whole.
 * @throws MailError not_found (no such part, or it is no message), unavailable
 */
export async function readEncodedMessage(
  box: OpenBox,
  uid: number,
  root: BodyPart,
  partId: string,
): Promise<ParsedMessage & { size: number }> {
  const { part, encoded } = await readEncodedPart(box, uid, root, partId)
  if (!isEncodedMessage(part)) throw new MailError('not_found')
  const bytes = decodeTransfer(encoded, part.encoding)
  return { ...parseMessage(bytes, partId), size: bytes.length }
}

/**
 * A part by its name, one of a message that was taken apart here too.
 * @throws MailError not_found, unavailable
 */
export async function readEncodedPart(
  box: OpenBox,
  uid: number,
  root: BodyPart,
  partId: string,
): Promise<ReadPart> {
  // The name is a stranger's: a loop, from the outermost message inwards, reads the mail once.
  const holders = [partId]
  for (let holder = holderOf(partId); holder !== null; holder = holderOf(holder)) holders.unshift(holder)
  let current = await readPart(box, uid, root, holders[0] ?? partId)
  for (const name of holders.slice(1)) {
    const { part, encoded } = current
    if (!isEncodedMessage(part)) throw new MailError('not_found')
    const parsed = parseMessage(decodeTransfer(encoded, part.encoding), part.part)
    const inside = partsWithin(parsed.body).find((found) => found.part.part === name)?.part
    const bytes = parsed.sections.get(name)
    if (!inside || !bytes) throw new MailError('not_found')
    current = { part: inside, encoded: bytes }
  }
  return current
}
