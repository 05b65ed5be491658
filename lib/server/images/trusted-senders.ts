/** `/api/trusted-senders`: whose remote images a person wants to see without being asked. */
import type { SenderName, TrustedSender, TrustedSenders } from '#lib/api/identity.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { parseSender } from '#lib/mail/trusted-sender.ts'
import { accountDigest, type SignedIn } from '#lib/server/session/session.ts'
import {
  deleteTrustedSender,
  insertTrustedSender,
  type TrustedSenderRow,
  trustedSendersOf,
} from '#lib/server/store/trusted-sender-rows.ts'

const MOST = 2000 // of one account

function accountOf({ server, credentials }: SignedIn): string {
  return accountDigest(server, credentials.username)
}

function answerOf({ sender, addedAt }: TrustedSenderRow): TrustedSender {
  return { sender, addedAt: new Date(addedAt).toISOString() }
}

/** `GET`: all of this account. */
export async function listTrusted({ signedIn }: { signedIn: SignedIn }): Promise<TrustedSenders> {
  return { senders: trustedSendersOf(accountOf(signedIn)).map(answerOf) }
}

/**
 * `PUT`: the wished state; asking twice is asking once.
 * @throws MailError bad_request (no address or domain, or a domain where anybody can have an address), conflict (full)
 */
export async function trust({
  signedIn,
  body,
}: {
  signedIn: SignedIn
  body: SenderName
}): Promise<TrustedSender> {
  const sender = parseSender(body.sender)
  if (sender === null)
    throw new MailError('bad_request', {
      issues: [{ path: 'sender', message: 'is not an address, nor a domain that belongs to somebody' }],
    })
  const row = insertTrustedSender({ account: accountOf(signedIn), sender, addedAt: Date.now() }, MOST)
  if (!row)
    throw new MailError('conflict', {
      detail: 'The list of trusted senders is full. Remove some of them in Settings.',
    })
  return answerOf(row)
}

/** `DELETE`: the wished state; what is not there stays away. */
export async function distrust({
  signedIn,
  query,
}: {
  signedIn: SignedIn
  query: SenderName
}): Promise<void> {
  deleteTrustedSender(accountOf(signedIn), parseSender(query.sender) ?? query.sender)
}
