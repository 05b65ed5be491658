/** `GET /api/messages/:id/attachments.zip`. */
import type { MessageId } from '#lib/api/ids.ts'
import { fileNameOf } from '#lib/mail/attachments.ts'
import { distinctFileNames, safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { readableParts } from '#lib/mail/readable-parts.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { contentDisposition, INERT } from './content-disposition.ts'
import { mendNames } from './mend-names.ts'
import { partStream } from './part-stream.ts'
import { withMessage } from './with-message.ts'
import { LARGEST_ZIP, zipStream } from './zip-stream.ts'

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
  const { place, row, parts } = await withMessage(account, params.id, async (box, place) => {
    const [row] = await fetchRows(box, [place.uid])
    if (!row) throw new MailError('not_found')
    const { attached } = readableParts(row.structure)
    return { place, row, parts: await mendNames(box, place.uid, row.structure, attached) }
  })
  if (parts.length === 0) throw new MailError('not_found', { detail: 'Nothing is attached to this message.' })
  if (row.size > LARGEST_ZIP - 65_536 * parts.length) throw new MailError('too_large')
  const names = distinctFileNames(parts.map(fileNameOf))
  const body = zipStream(
    parts.map((part, at) => ({
      name: names[at] ?? part.part,
      modified: row.receivedAt,
      open: () => partStream(account, place, part),
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
