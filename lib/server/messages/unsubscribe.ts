/** `POST /api/messages/:id/unsubscribe`: leaves a list in one click (RFC 8058), because a person asked for it. */
import type { MessageId } from '#lib/api/ids.ts'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { listUnsubscribeOf, ONE_CLICK } from '#lib/mail/list-unsubscribe.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { fetchHeader } from '#lib/server/imap/fetch-header.ts'
import { sendOutward } from '#lib/server/outward/send-outward.ts'
import { takeTurn } from '#lib/server/outward/turns.ts'
import type { SignedIn } from '#lib/server/session/session.ts'
import { withMessage } from './with-message.ts'

const MOST_MILLISECONDS = 15_000

// RFC 8058 §3.1: no cookie, no authorization, nothing that says who it is but the address itself.
const HEADERS = {
  'Content-Type': 'application/x-www-form-urlencoded',
  Accept: '*/*',
  'Accept-Encoding': 'identity',
  'User-Agent': 'Mozilla/5.0',
}

/** @throws MailError forbidden, refused (another answer than 2xx), unavailable (no answer) */
async function post(url: URL): Promise<void> {
  const signal = AbortSignal.timeout(MOST_MILLISECONDS)
  const request = { method: 'POST', headers: HEADERS, body: ONE_CLICK, signal } as const
  const answer = await sendOutward(url, request).catch((cause: unknown) => {
    if (cause instanceof MailError) throw cause
    const detail = `${url.hostname} could not be reached, so you are still on the list.`
    throw new MailError('unavailable', { detail, retryAfter: 60, cause })
  })
  // What it has to say is not for us. A redirect is no success: RFC 8058 §3.1 forbids it, and where it leads is unknown.
  answer.destroy()
  const status = answer.statusCode ?? 0
  if (status >= 200 && status < 300) return
  const detail = `${url.hostname} did not accept it, so you are probably still on the list.`
  throw new MailError('refused', { detail, cause: new Error(`HTTP ${status}`) })
}

/**
 * Sends the one POST that the message's own header names: https only, to a public address, no redirect followed.
 * The header is read anew, so that nobody but the message says where to. A second press sends it again, which
 * RFC 8058 allows; nothing is sent that no person asked for.
 * @throws MailError conflict (the message offers no one-click), forbidden, not_found, refused, uidvalidity_changed,
 *   unavailable
 */
export async function unsubscribe({
  account,
  signedIn,
  params,
}: {
  account: Account
  signedIn: SignedIn
  params: { id: MessageId }
}): Promise<void> {
  const header = await withMessage(account, params.id, (box, { uid }) => fetchHeader(box, uid))
  const offered = listUnsubscribeOf(parseHeader(header))
  const url = offered?.oneClick && offered.url ? URL.parse(offered.url) : null
  if (url?.protocol !== 'https:')
    throw new MailError('conflict', { detail: 'This message offers no way to unsubscribe in one click.' })
  await takeTurn(signedIn.sid, () => post(url))
}
