/** From a part's id to the part: every read of one begins here. */
import type { MessageId } from '#lib/api/ids.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT } from '#lib/mail/message.ts'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { pastedIn, unpasted } from '#lib/mail/pasted-files.ts'
import { decodeTransfer } from '#lib/mail/transfer-encoding.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchStructure } from '#lib/server/imap/fetch-structure.ts'
import { readEncodedPart } from './encoded-message.ts'
import { mendNames } from './mend-names.ts'
import { partStream } from './part-stream.ts'
import { type MessagePlace, withMessage } from './with-message.ts'

/** A part and the message it is in. `bytes`: those of a part that had to be read to be found. */
export type FoundPart = { place: MessagePlace; part: BodyPart; bytes?: Uint8Array<ArrayBuffer> }

/**
 * Looks a part up, its name mended.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function findPart(
  account: Account,
  { id, partId }: { id: MessageId; partId: string },
): Promise<FoundPart> {
  return await withMessage(account, id, async (box, place) => {
    const root = await fetchStructure(box, place.uid)
    if (!root) throw new MailError('not_found')
    const pasted = pastedIn(partId)
    if (pasted) return await pastedFile(box, place, root, pasted)
    const found = partsWithin(root).find(({ part }) => part.part === partId)
    if (!found) {
      const { part, encoded } = await readEncodedPart(box, place.uid, root, partId)
      return { place, part, bytes: Uint8Array.from(decodeTransfer(encoded, part.encoding)) }
    }
    const [part = found.part] = await mendNames(box, place.uid, found.body, [found.part])
    return { place, part }
  })
}

/** A file pasted into a text is found by reading the text. */
async function pastedFile(
  box: OpenBox,
  place: MessagePlace,
  root: BodyPart,
  { holder, number }: { holder: string; number: number },
): Promise<FoundPart> {
  const { part, encoded } = await readEncodedPart(box, place.uid, root, holder)
  if (part.type !== 'text/plain') throw new MailError('not_found')
  const file = unpasted(part, textOfPart(part, encoded.subarray(0, LONGEST_TEXT))).files[number - 1]
  if (!file) throw new MailError('not_found')
  return { place, part: file.part, bytes: file.bytes() }
}

/** Its decoded bytes. */
export function bytesOfPart(account: Account, { place, part, bytes }: FoundPart): ReadableStream<Uint8Array> {
  return bytes ? new Blob([bytes]).stream() : partStream(account, place, part)
}
