/** What a draft names as attached → what goes into the message. */
import type { AttachmentRef } from '#lib/api/compose.ts'
import { folderPathOf, messageNameOf } from '#lib/api/ids.ts'
import { safeFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountDigest } from '#lib/server/session/session.ts'
import type { Attachable, MailReader } from './mail-reader.ts'
import { attachableUpload } from './uploads.ts'

/** The files of a message together may be so many times as large as the largest that may be uploaded. */
const TOGETHER = 2

/**
 * Finds everything that is attached, in order. Bytes are read when the message is written.
 * @throws MailError not_found, uidvalidity_changed, unavailable
 */
export async function attachedFiles(
  account: Account,
  mail: MailReader,
  refs: readonly AttachmentRef[],
): Promise<Attachable[]> {
  const found: Attachable[] = []
  for (const ref of refs) {
    const file = await fileOf(account, mail, ref)
    const filename = safeFileName(ref.filename ?? '') || file.filename
    found.push({ ...file, filename, contentId: ref.contentId ?? file.contentId })
  }
  return found
}

async function fileOf(account: Account, mail: MailReader, ref: AttachmentRef): Promise<Attachable> {
  if ('uploadId' in ref)
    return attachableUpload(accountDigest(account.server, account.username), ref.uploadId)
  if ('partId' in ref) return await mail.part(account, ref.messageId, ref.partId)
  return await mail.source(account, ref.messageId)
}

/** Lets bytes through until they are more than a message may have. @throws MailError too_large */
export async function* withinLimit(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const most = TOGETHER * config().maxUploadBytes * (4 / 3) // base64
  let size = 0
  for await (const piece of source) {
    size += piece.length
    if (size > most) throw new MailError('too_large', { detail: composeWords.messageTooLarge })
    yield piece
  }
}

/** The path of an id's folder. @throws MailError not_found */
export function placeOfId(id: string): { path: string; uidValidity: number; uid: number; folderId: string } {
  const { folderId, uidValidity, uid } = messageNameOf(id)
  const path = folderPathOf(folderId)
  if (path === null) throw new MailError('not_found')
  return { path, uidValidity, uid, folderId }
}
