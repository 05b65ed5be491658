/** `/api/uploads`: files that wait to be attached. */
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import type { Upload } from '#lib/api/compose.ts'
import { safeFileName, typeOfFileName } from '#lib/mail/file-name.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config } from '#lib/server/config/config.ts'
import { accountDigest, type SignedIn } from '#lib/server/session/session.ts'
import { openJson, sealJson } from '#lib/server/store/sealed-bytes.ts'
import {
  readSealedFile,
  removeSealedFile,
  sealedFiles,
  writeSealedFile,
} from '#lib/server/store/sealed-files.ts'
import {
  deleteUpload,
  findUpload,
  insertUpload,
  sweepUploads,
  touchUpload,
  uploadedBytes,
  uploadIds,
} from '#lib/server/store/upload-rows.ts'
import type { Attachable } from './mail-reader.ts'

const DAY = 24 * 3_600_000
/** One person may have so many times the largest file here. */
const MOST_FILES = 10

const Kept = z.object({ filename: z.string(), contentType: z.string() })

function purposeOf(id: string): string {
  return `upload ${id}`
}

/** A type as it can stand in a header (RFC 2045 §5.1), its parameters left out but the charset. */
function typeOf(given: string | null, filename: string): string {
  const found = /^\s*([a-z0-9!#$&^_.+-]{1,100}\/[a-z0-9!#$&^_.+-]{1,100})\s*(?:;|$)/i.exec(given ?? '')?.[1]
  const type = found?.toLowerCase()
  // Such a part would have to be one: it is attached as the file that it is.
  if (type?.startsWith('multipart/') || type?.startsWith('message/')) return 'application/octet-stream'
  return type ?? typeOfFileName(filename)
}

/**
 * Takes a file in, as it comes; where it breaks off nothing is left.
 * @throws MailError too_large
 */
export async function uploadFile({
  signedIn,
  query,
  request,
}: {
  signedIn: SignedIn
  query: { filename: string }
  request: Request
}): Promise<Upload> {
  const account = accountDigest(signedIn.server, signedIn.credentials.username)
  if (uploadedBytes(account) > MOST_FILES * config().maxUploadBytes)
    throw new MailError('too_large', { detail: composeWords.tooManyUploads })
  const id = randomBytes(24).toString('base64url')
  const filename = safeFileName(query.filename) || composeWords.unnamedFile
  const contentType = typeOf(request.headers.get('content-type'), filename)
  const size = await writeSealedFile({ kind: 'uploads', id }, request.body ?? new Blob().stream())
  const sealed = sealJson(purposeOf(id), { filename, contentType })
  insertUpload({ id, account, sealed, size, usedAt: Date.now() })
  return { id, filename, contentType, size }
}

/** Throws a file away. One that is gone is no matter. */
export async function removeUpload({
  signedIn,
  params,
}: {
  signedIn: SignedIn
  params: { id: string }
}): Promise<void> {
  const account = accountDigest(signedIn.server, signedIn.credentials.username)
  if (deleteUpload(account, params.id)) removeSealedFile({ kind: 'uploads', id: params.id })
}

/** An account's upload, to be attached: it counts as used now. @throws MailError not_found */
export function attachableUpload(account: string, id: string): Attachable & { size: number } {
  const row = findUpload(account, id)
  const kept = Kept.safeParse(row && openJson(purposeOf(id), row.sealed))
  if (!row || !kept.success) throw new MailError('not_found', { detail: composeWords.uploadGone })
  touchUpload(id, Date.now())
  const open = () => readSealedFile({ kind: 'uploads', id })
  return { ...kept.data, contentId: null, size: row.size, open }
}

/** Removes what nobody has used for a day, and what a crash left behind. */
export function sweepOldUploads(now = Date.now()): void {
  sweepUploads(now - DAY)
  const known = uploadIds()
  for (const { id, writtenAt } of sealedFiles('uploads'))
    if (!known.has(id) && writtenAt < now - 3_600_000) removeSealedFile({ kind: 'uploads', id })
}
