/** `GET /api/messages/:id/attachments.zip`. */
import type { MessageId } from '#lib/api/ids.ts'
import { fileNameOf } from '#lib/mail/attachments.ts'
import type { BodyPart, FetchedRow } from '#lib/mail/body-structure.ts'
import { distinctFileNames, safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT } from '#lib/mail/message.ts'
import type { ParsedMessage } from '#lib/mail/parse-message.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { unpasted } from '#lib/mail/pasted-files.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import { decodeTransfer } from '#lib/mail/transfer-encoding.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { contentDisposition, INERT } from './content-disposition.ts'
import { findCutOff } from './find-cut-off.ts'
import { lookForParts } from './look-for-parts.ts'
import { mendNames } from './mend-names.ts'
import { partStream } from './part-stream.ts'
import { type MessagePlace, withMessage } from './with-message.ts'
import { LARGEST_ZIP, zipStream } from './zip-stream.ts'

type File = { part: BodyPart; open: () => ReadableStream<Uint8Array> }

type Sections = ReadonlyMap<string, Uint8Array>

function pastedFiles(text: readonly BodyPart[], sections: Sections): File[] {
  const files = text.flatMap((holder) => {
    const encoded = sections.get(holder.part) ?? new Uint8Array(0)
    return unpasted(holder, textOfPart(holder, encoded)).files
  })
  return files.map(({ part, bytes }) => ({ part, open: () => new Blob([bytes()]).stream() }))
}

/** The files of a message that was taken apart here: their bytes are at hand. */
function filesWithin({ body, sections }: ParsedMessage): File[] {
  const { attached, text } = readableParts(body)
  const files = attached.map((part) => {
    const bytes = () => decodeTransfer(sections.get(part.part) ?? new Uint8Array(0), part.encoding)
    return { part, open: () => new Blob([Uint8Array.from(bytes())]).stream() }
  })
  return [...files, ...pastedFiles(text, sections)]
}

/** What `readMessage` calls attached, and the pasted files. */
async function filesOf(
  box: OpenBox,
  place: MessagePlace,
  row: FetchedRow,
  account: Account,
): Promise<File[]> {
  const { structure, header } = row
  const found = await lookForParts(box, row.uid, structure, header)
  if (found) return filesWithin(found)
  const { attached, text } = readableParts(structure)
  const cutOff = await findCutOff(box, row)
  const parts = await mendNames(box, row.uid, structure, cutOff ? [...attached, cutOff] : attached)
  const names = text.map(({ part }) => part)
  const texts = await fetchParts(box, row.uid, names, LONGEST_TEXT)
  return [
    ...parts.map((part) => ({ part, open: () => partStream(account, place, part) })),
    ...pastedFiles(text, texts),
  ]
}

/**
 * Streams every attachment of a message, in one archive, under names that differ.
 * @throws MailError not_found, too_large, uidvalidity_changed, unavailable
 */
export async function downloadAttachments({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<Response> {
  const { place, row, files } = await withMessage(account, params.id, async (box, place) => {
    const [row] = await fetchRows(box, [place.uid])
    if (!row) throw new MailError('not_found')
    return { place, row, files: await filesOf(box, place, row, account) }
  })
  if (files.length === 0) throw new MailError('not_found', { detail: 'Nothing is attached to this message.' })
  if (row.size > LARGEST_ZIP - 65_536 * files.length) throw new MailError('too_large')
  const names = distinctFileNames(files.map(({ part }) => fileNameOf(part)))
  const body = zipStream(
    files.map(({ part, open }, at) => ({
      name: names[at] ?? part.part,
      modified: row.receivedAt,
      open,
    })),
  )
  const { subject } = summaryOf(row, place.folderId, place.uidValidity)
  return new Response(body, {
    headers: {
      ...INERT,
      'Content-Type': 'application/zip',
      'Content-Disposition': contentDisposition(
        'attachment',
        `${safeFileName(subject) || 'attachments'}.zip`,
      ),
    },
  })
}
