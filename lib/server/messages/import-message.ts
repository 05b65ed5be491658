/** `POST /api/messages`: a message comes in from a file. */
import { type FolderId, folderPathOf, messageIdOf } from '#lib/api/ids.ts'
import { Flag, type ImportedMessage } from '#lib/api/messages.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { dateOf } from '#lib/mail/summary.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { answerInTime } from '#lib/server/imap/answer-in-time.ts'
import { appendOnce, headerOf } from '#lib/server/imap/append-once.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'

const MOST_FLAGS = 50

/** Servers keep seconds in 32 or 64 bits: years outside these come back as others, so they are not asked to keep them. */
const [FIRST_YEAR, LAST_YEAR] = [1902, 2105]

function receivedAtOf(raw: Uint8Array): Date {
  const date = dateOf(parseHeader(headerOf(raw)))
  const year = date?.getUTCFullYear() ?? 0
  return date && year >= FIRST_YEAR && year <= LAST_YEAR ? date : new Date()
}

/**
 * `?flags=\Seen,$Label todo` → flags. `\Recent` is the server's alone (RFC 3501 §2.3.2).
 * @throws MailError bad_request
 */
function flagsOf(list: string): string[] {
  const flags = [...new Set(list.split(/[ ,]+/).filter((word) => word !== ''))]
  const wrong = flags.find((flag) => !Flag.safeParse(flag).success || /^\\(recent|\*)$/i.test(flag))
  if (wrong !== undefined || flags.length > MOST_FLAGS) {
    throw new MailError('bad_request', {
      issues: [{ path: 'flags', message: wrong === undefined ? 'are too many' : 'holds what is no flag' }],
    })
  }
  return flags
}

/** Bare line feeds become CRLF, which is all that IMAP takes (RFC 3501 §2.3.1); the rest stays as it is. */
function withCrlf(raw: Uint8Array): Uint8Array {
  let bare = 0
  for (let at = raw.indexOf(0x0a); at >= 0; at = raw.indexOf(0x0a, at + 1)) if (raw[at - 1] !== 0x0d) bare++
  if (bare === 0) return raw
  const wire = new Uint8Array(raw.length + bare)
  let length = 0
  for (let at = 0; at < raw.length; at++) {
    if (raw[at] === 0x0a && raw[at - 1] !== 0x0d) wire[length++] = 0x0d
    wire[length++] = raw[at] ?? 0
  }
  return wire
}

/**
 * Stores a message as it is, with line ends made CRLF. INTERNALDATE is its Date header's where a clock can have shown it, else now.
 * @throws MailError bad_request, not_found, too_large, over_quota, forbidden, refused, unavailable
 */
export async function importMessage({
  account,
  query,
  request,
}: {
  account: Account
  query: { folder: FolderId; flags?: string }
  request: Request
}): Promise<ImportedMessage> {
  const path = folderPathOf(query.folder)
  if (path === null) throw new MailError('not_found')
  const flags = flagsOf(query.flags ?? '')
  const raw = withCrlf(await request.bytes())
  if (raw.length === 0) {
    throw new MailError('bad_request', { issues: [{ path: '', message: 'must be a message' }] })
  }
  const storing = appendOnce(account, { path, raw, flags, receivedAt: receivedAtOf(raw) })
  const { uidValidity, uid } = await answerInTime(storing)
  afterChange(account, path)
  return { id: messageIdOf({ folderId: query.folder, uidValidity, uid }) }
}
