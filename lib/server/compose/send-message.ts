/** `/api/send`: a message is accepted, and is on its way when it can no longer be taken back. */
import { createHash, randomUUID } from 'node:crypto'
import type { AcceptedSend, Draft, SendState } from '#lib/api/compose.ts'
import type { Issue } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { sendableAddress } from '#lib/mail/sendable-address.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountDigest, type SignedIn, secretOf } from '#lib/server/session/session.ts'
import { removeSealedFile, writeSealedFile } from '#lib/server/store/sealed-files.ts'
import {
  countOpenSends,
  findSend,
  findSendByKey,
  insertSend,
  type SendRow,
  stepSend,
  wasSent,
} from '#lib/server/store/send-rows.ts'
import { withinLimit } from './attached-files.ts'
import { buildMessage, type Letter } from './build-message.ts'
import { draftField } from './draft-field.ts'
import { type StoredVersion, versionFor } from './draft-versions.ts'
import type { MailReader } from './mail-reader.ts'
import { wakeOutbox } from './outbox.ts'
import { type SendJob, sealJob, sealTold, stateOf } from './send-job.ts'
import { restore } from './send-steps.ts'
import { factsOf } from './store-draft.ts'
import { writeLetter } from './write-letter.ts'

/** Of one account at once: each holds a file. */
const MOST_OPEN = 100

type Sending = {
  account: Account
  signedIn: SignedIn
  body: Draft
  request: Request
  mail: MailReader
  /** An answer to an invitation that goes with it. */
  calendar?: string
}

declare global {
  /** Sends that are being accepted: whoever comes with the same key gets the same answer. */
  var posternAccepting: Map<string, Promise<AcceptedSend>> | undefined
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** @throws MailError bad_request */
function keyOf(request: Request): string {
  const key = request.headers.get('idempotency-key') ?? ''
  if (key.length >= 1 && key.length <= 200) return digest(key)
  throw new MailError('bad_request', { issues: [{ path: 'Idempotency-Key', message: composeWords.noKey }] })
}

function issuesOf(body: Draft): Issue[] {
  const fields = (['to', 'cc', 'bcc', 'replyTo'] as const).flatMap((field) =>
    (body[field] ?? []).flatMap(({ address }, at) =>
      sendableAddress(address) === null ? [`${field}.${at}.address`] : [],
    ),
  )
  const from = body.from && sendableAddress(body.from.address) === null ? ['from.address'] : []
  const wrong = [...from, ...fields].map((path) => ({ path, message: composeWords.noAddress }))
  const nobody = body.to.length + body.cc.length + body.bcc.length === 0
  return nobody ? [...wrong, { path: 'to', message: composeWords.noRecipient }] : wrong
}

/**
 * Accepts a message: what SMTP needs is on the disk before the answer is given. The same key gets the same answer.
 * @throws MailError bad_request (addresses), conflict (the draft was replaced, or is on its way), not_found, too_large,
 *   uidvalidity_changed, unavailable
 */
export async function sendMessage({
  account,
  signedIn,
  body,
  request,
  mail,
  calendar,
}: Sending): Promise<AcceptedSend> {
  const key = keyOf(request)
  const owner = accountDigest(signedIn.server, signedIn.credentials.username)
  const known = findSendByKey(owner, key)
  if (known) return answerOf(known)
  const issues = issuesOf(body)
  if (issues.length > 0) throw new MailError('bad_request', { issues })
  globalThis.posternAccepting ??= new Map()
  const accepting = globalThis.posternAccepting
  const name = `${owner} ${key}`
  const first = accepting.get(name)
  if (first) return await first
  const accepted = accept({ account, signedIn, body, mail, calendar }, owner, key).finally(() =>
    accepting.delete(name),
  )
  accepting.set(name, accepted)
  return await accepted
}

function answerOf({ id, undoUntil }: Pick<SendRow, 'id' | 'undoUntil'>): AcceptedSend {
  return { sentId: id, undoUntil: new Date(undoUntil).toISOString() }
}

async function accept(
  { account, signedIn, body, mail, calendar }: Omit<Sending, 'request'>,
  owner: string,
  key: string,
): Promise<AcceptedSend> {
  if (countOpenSends(owner) >= MOST_OPEN)
    throw new MailError('rate_limited', { detail: composeWords.tooMany, retryAfter: 60 })
  const version = body.draftId ? await versionFor(account, body.draftId, body.writer) : null
  const letter = await writeLetter(account, mail, body, asAnother(version, owner))
  if (!letter.from)
    throw new MailError('bad_request', { issues: [{ path: 'from', message: composeWords.noSender }] })
  const { content, bccField } = await buildMessage({ ...letter, ...(calendar !== undefined && { calendar }) })
  const id = randomUUID()
  const size = await writeSealedFile({ kind: 'outbox', id }, withinLimit(content))
  const job: SendJob = {
    ...envelopeOf(letter, letter.from.address),
    secret: secretOf(signedIn.server, signedIn.credentials),
    size,
    messageId: letter.messageId,
    bccField,
    draftField: draftField(factsOf(body, version)),
    inReplyTo: body.inReplyTo,
    forwardOf: body.forwardOf,
    draftId: version?.id,
  }
  return put(id, job, { owner, key })
}

/** A version that was stored while the one before it was being sent is another message: it has a Message-ID of its own. */
function asAnother(version: StoredVersion | null, owner: string): StoredVersion | null {
  const isSent = version?.messageId && wasSent(owner, digest(version.messageId))
  return version && isSent ? { ...version, messageId: null } : version
}

type Filing = { owner: string; key: string }

/** The row, or, where another process was quicker with this key, what that one answered. */
function put(id: string, job: SendJob, { owner, key }: Filing): AcceptedSend {
  const undoUntil = Date.now() + 1000 * config().sendUndoSeconds
  const row: SendRow = {
    id,
    account: owner,
    key,
    letter: digest(job.messageId),
    step: 'waiting',
    undoUntil,
    dueAt: undoUntil,
    attempts: 0,
    sealed: sealJob(id, job),
    told: sealTold(id, { refused: [] }),
  }
  if (!insertSend(row)) {
    removeSealedFile({ kind: 'outbox', id })
    const known = findSendByKey(owner, key)
    if (!known) throw new MailError('conflict', { detail: composeWords.onItsWay })
    return answerOf(known)
  }
  wakeOutbox()
  return answerOf(row)
}

/** What is shown is who gets it: each once. RFC 5321 §2.4: local parts may differ by case, domains don't. */
function envelopeOf({ to, cc, bcc }: Letter, sender: string): Pick<SendJob, 'from' | 'recipients'> {
  const wire = [...to, ...cc, ...bcc].flatMap(({ address }) => sendableAddress(address) ?? [])
  return { from: sendableAddress(sender) ?? '', recipients: [...new Set(wire)] }
}

type OfSend = { signedIn: SignedIn; params: { sentId: string } }

/** @throws MailError not_found */
function rowOf({ signedIn, params }: OfSend): SendRow {
  const row = findSend(accountDigest(signedIn.server, signedIn.credentials.username), params.sentId)
  if (!row) throw new MailError('not_found')
  return row
}

/** How far a send is. @throws MailError not_found */
export async function readSend(call: OfSend): Promise<SendState> {
  return stateOf(rowOf(call))
}

/**
 * Takes a message back as long as nothing has left. It is a draft again when this answers; where it can't be stored
 * now, it is tried for a day, and asking again tries at once.
 * @throws MailError conflict (it has left, or is leaving), not_found, over_quota, refused, unavailable
 */
export async function undoSend(call: OfSend): Promise<void> {
  const row = rowOf(call)
  const isBack = row.step === 'taken-back' && row.sealed !== null
  // One that waits for another try has not left either.
  const mayBack = row.step === 'waiting' && (Date.now() < row.undoUntil || row.attempts > 0)
  if (!isBack && !(mayBack && takeBack(row)))
    throw new MailError('conflict', { detail: composeWords.tooLate })
  await restore(row)
}

/** Whoever comes first, this or the clock that sends it, decides. Somebody waits for the draft: the clock need not store it yet. */
function takeBack({ id }: SendRow): boolean {
  const told = sealTold(id, { refused: [], detail: composeWords.takenBack })
  return stepSend(id, 'waiting', 'taken-back', { dueAt: Date.now() + 30_000, told })
}
