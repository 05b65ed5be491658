/** Lends writing the eyes of the room that reads messages. */
import { fileNameOf } from '#lib/mail/attachments.ts'
import { safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { parameterOf } from '#lib/mail/mime-parameters.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import type { MailReader } from '#lib/server/compose/mail-reader.ts'
import { fetchRows } from '#lib/server/imap/fetch-rows.ts'
import { safeContentType } from '#lib/server/messages/content-disposition.ts'
import { bytesOfPart, findPart } from '#lib/server/messages/find-part.ts'
import { readCalendar } from '#lib/server/messages/read-invitation.ts'
import { readMessage } from '#lib/server/messages/read-message.ts'
import { sourceStream } from '#lib/server/messages/source-stream.ts'
import { withMessage } from '#lib/server/messages/with-message.ts'

export const mailReader: MailReader = {
  calendar: readCalendar,
  message: (account, id) => readMessage({ account, params: { id } }),
  part: async (account, id, partId) => {
    const found = await findPart(account, { id, partId })
    const { part } = found
    return {
      filename: fileNameOf(part),
      contentType: safeContentType(part.type, parameterOf(part.parameters, 'charset')),
      contentId: part.contentId,
      open: () => bytesOfPart(account, found),
    }
  },
  source: async (account, id) => {
    const { place, row } = await withMessage(account, id, async (box, place) => {
      const [row] = await fetchRows(box, [place.uid])
      if (!row) throw new MailError('not_found')
      return { place, row }
    })
    const { subject } = summaryOf(row, place.folderId, place.uidValidity)
    return {
      filename: `${safeFileName(subject) || 'message'}.eml`,
      contentType: 'message/rfc822',
      contentId: null,
      open: () => sourceStream(account, place, row),
    }
  },
}
