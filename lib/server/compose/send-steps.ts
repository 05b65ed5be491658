/** The steps of a send. Each is written down before the next is taken; taken twice, none sends twice. */
import { PROBLEMS } from '#lib/api/problem-table.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountKey } from '#lib/server/imap/accounts.ts'
import { publishTo } from '#lib/server/live/publish.ts'
import { serverOf } from '#lib/server/session/session.ts'
import { readSealedFile, removeSealedFile } from '#lib/server/store/sealed-files.ts'
import { endSend, findSend, type SendRow, type SendStep, stepSend } from '#lib/server/store/send-rows.ts'
import { accountOfJob, keepAsDraft, tidyUp } from './after-sending.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { jobOf, type SendJob, sealTold, stateOf, type Told, toldOf } from './send-job.ts'
import { findInSent, isInInbox } from './sent-copy.ts'
import { smtpEndpoints } from './smtp-endpoints.ts'
import { type Outcome, submitMessage } from './submit-message.ts'

const UNSENT_KEPT = 7 * 24 * 3_600_000

type Step = { row: SendRow; job: SendJob }

/** Takes the step that is due. */
export async function nextStep(row: SendRow): Promise<void> {
  const job = jobOf(row)
  const { step } = row
  if (!job)
    drop(row) // the secret it was sealed with is gone
  else if (step === 'waiting') await send({ row, job })
  // A process died of it, and until the end is written nobody has it: it is sent from the beginning.
  else if (step === 'sending') stepSend(row.id, 'sending', 'waiting', { attempts: row.attempts })
  else if (step === 'ending' || step === 'unknown') await lookForIt({ row, job })
  else await file({ row, job })
}

async function send({ row, job }: Step): Promise<void> {
  const { id, attempts } = row
  if (!stepSend(id, 'waiting', 'sending', { attempts })) return // taken back at this very moment
  tell(row, job)
  const server = serverOf(job.secret)
  const outcome: Outcome = server
    ? await submitMessage(smtpEndpoints(server), {
        ...job,
        credentials: job.secret,
        content: () => readSealedFile({ kind: 'outbox', id }),
        onEnding: () => {
          if (!stepSend(id, 'sending', 'ending')) throw new Error('the send is no longer ours')
        },
      })
    : { kind: 'refused', refused: [], detail: PROBLEMS.server_not_allowed.title }
  conclude({ row, job }, outcome)
}

function conclude(at: Step, outcome: Outcome): void {
  const { tries, looks } = config().deadlines.send
  const { id, attempts } = at.row
  if (outcome.kind === 'lost') {
    stepSend(id, 'ending', 'ending', { dueAt: Date.now() + (looks[0] ?? 0) })
    return
  }
  const { refused } = outcome
  if (outcome.kind === 'taken') {
    move(at, stepOf(at.row), 'sent', { refused })
    return
  }
  const { detail } = outcome
  const pause = outcome.kind === 'later' ? tries[attempts] : undefined
  if (pause === undefined) move(at, stepOf(at.row), 'failed', { refused, detail })
  else {
    const next = { dueAt: Date.now() + pause, attempts: attempts + 1 }
    move(at, 'sending', 'waiting', { refused, detail }, next)
  }
}

/** Where it stands now, after what SMTP has written down. */
function stepOf({ account, id }: SendRow): SendStep {
  return findSend(account, id)?.step ?? 'ending'
}

/** The outcome nobody told us: a copy that the server filed, or the mail to oneself, tells it. Nothing is sent again. */
async function lookForIt({ row, job }: Step): Promise<void> {
  const { looks } = config().deadlines.send
  const { id, step, attempts } = row
  // Nobody will know: the text is kept, and whoever wrote it decides.
  if (step === 'unknown' && attempts >= looks.length) return await file({ row, job }, attempts - looks.length)
  const arrived = await hasArrived(job)
  if (arrived) return move({ row, job }, step, 'sent', { refused: [] })
  const told: Told = { refused: [], detail: composeWords.unknown }
  const looked = step === 'ending' ? 1 : attempts + 1
  const next = { dueAt: Date.now() + (looks[looked] ?? 0), attempts: looked }
  if (step === 'ending') move({ row, job }, 'ending', 'unknown', told, next)
  else stepSend(id, 'unknown', 'unknown', next)
}

async function hasArrived(job: SendJob): Promise<boolean> {
  try {
    const account = await accountOfJob(job)
    return (await findInSent(account, job.messageId)) !== null || (await isInInbox(account, job.messageId))
  } catch (error) {
    if (error instanceof MailError) return false // can't be told now
    throw error
  }
}

/** What has left is filed, what has not is a draft again. Tried for a day; sending is over in any case. */
async function file({ row, job }: Step, failed = row.attempts): Promise<void> {
  const { filing } = config().deadlines.send
  const told = toldOf(row)
  const isSent = row.step === 'sent'
  try {
    const account = await accountOfJob(job)
    if (isSent) finish({ row, job }, { ...told, copyId: await tidyUp(account, row.id, job) })
    else await keepText({ row, job }, account)
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    log().warn({ err: error, step: row.step }, 'a send could not be filed')
    const pause = filing[failed] ?? (isSent || isOld(row) ? undefined : filing.at(-1))
    if (pause === undefined) finish({ row, job }, isSent ? notFiled(told) : told)
    else stepSend(row.id, row.step, row.step, { dueAt: Date.now() + pause, attempts: row.attempts + 1 })
  }
}

/** What was never sent is not thrown away because its mailbox was full or closed for a day. */
function isOld({ undoUntil }: SendRow): boolean {
  return Date.now() > undoUntil + UNSENT_KEPT
}

/** Who waits for it and the clock may both come: the second finds it done. */
async function keepText({ row, job }: Step, account: Account): Promise<void> {
  await oneAtATime(account.key, async () => {
    const now = findSend(row.account, row.id)
    if (!now?.sealed) return
    const draftId = await keepAsDraft(account, row.id, job)
    finish({ row: now, job }, { ...toldOf(now), draftId })
  })
}

function notFiled(told: Told): Told {
  return { ...told, detail: composeWords.notFiled }
}

/** Restores the text of a send that was taken back, for somebody who waits for it. @throws MailError over_quota, refused, unavailable */
export async function restore(row: SendRow): Promise<void> {
  const job = jobOf(row)
  if (!job) return
  await keepText({ row, job }, await accountOfJob(job))
}

function move(
  { row, job }: Step,
  from: SendStep,
  to: SendStep,
  told: Told,
  next: { dueAt: number; attempts: number } = { dueAt: 0, attempts: 0 },
): void {
  stepSend(row.id, from, to, { ...next, told: sealTold(row.id, told) })
  tell(row, job)
}

/** Nothing is left to do: what opened the mailbox and the message itself are gone from here. */
function finish({ row, job }: Step, told: Told): void {
  endSend(row.id, sealTold(row.id, told))
  removeSealedFile({ kind: 'outbox', id: row.id })
  tell(row, job)
}

function drop(row: SendRow): void {
  const told = { ...toldOf(row), detail: composeWords.unreadable }
  stepSend(row.id, row.step, row.step === 'waiting' ? 'failed' : row.step)
  endSend(row.id, sealTold(row.id, told))
  removeSealedFile({ kind: 'outbox', id: row.id })
}

/** Everybody who listens to the account hears how far it is. */
function tell({ account, id }: SendRow, { secret }: SendJob): void {
  const server = serverOf(secret)
  const row = findSend(account, id)
  if (!server || !row) return
  publishTo(accountKey(server, secret.username), { name: 'send', data: { sentId: id, ...stateOf(row) } })
}
