/** `GET /api/messages/:id/source`. */
import type { MessageId } from '#lib/api/ids.ts'
import { safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { contentDisposition, INERT } from './content-disposition.ts'
import { sourceStream } from './source-stream.ts'
import { withMessage } from './with-message.ts'

/**
 * Streams the message exactly as the server stores it, as far as the server tells (docs/servers.md: NUL).
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function downloadSource({
  account,
  params,
}: {
  account: Account
  params: { id: MessageId }
}): Promise<Response> {
  const { place, row } = await withMessage(account, params.id, async (box, place) => {
    const [row] = await fetchRows(box, [place.uid])
    if (!row) throw new MailError('not_found')
    return { place, row }
  })
  const { subject } = summaryOf(row, place.folderId, place.uidValidity)
  return new Response(sourceStream(account, place, row), {
    headers: {
      ...INERT,
      'Content-Type': 'message/rfc822',
      'Content-Disposition': contentDisposition('attachment', `${safeFileName(subject) || 'message'}.eml`),
      'X-Content-Length': String(row.size),
    },
  })
}
