/** `GET /api/messages/:id/attachments.zip`. */
import type { MessageId } from '#lib/api/ids.ts'
import { fileNameOf } from '#lib/mail/attachments.ts'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { distinctFileNames, safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { LONGEST_TEXT } from '#lib/mail/message.ts'
import { textOfPart } from '#lib/mail/part-text.ts'
import { unpasted } from '#lib/mail/pasted-files.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account, OpenBox } from '#lib/server/imap/account.ts'
import { fetchParts } from '#lib/server/imap/fetch-parts.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { contentDisposition, INERT } from './content-disposition.ts'
import { mendNames } from './mend-names.ts'
import { partStream } from './part-stream.ts'
import { type MessagePlace, withMessage } from './with-message.ts'
import { LARGEST_ZIP, zipStream } from './zip-stream.ts'

type File = { part: BodyPart; open: () => ReadableStream<Uint8Array> }

async function filesOf(box: OpenBox, place: MessagePlace, body: BodyPart, account: Account): Promise<File[]> {
  const { attached, text } = readableParts(body)
  const parts = await mendNames(box, place.uid, body, attached)
  const texts = await fetchParts(
    box,
    place.uid,
    text.map(({ part }) => part),
    LONGEST_TEXT,
  )
  const pasted = text.flatMap((holder) => {
    const encoded = texts.get(holder.part) ?? new Uint8Array(0)
    return unpasted(holder, textOfPart(holder, encoded)).files
  })
  return [
    ...parts.map((part) => ({ part, open: () => partStream(account, place, part) })),
    ...pasted.map(({ part, bytes }) => ({ part, open: () => new Blob([bytes()]).stream() })),
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
    return { place, row, files: await filesOf(box, place, row.structure, account) }
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
