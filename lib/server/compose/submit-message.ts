/** One message to one server by SMTP (RFC 5321, RFC 6409): what became of it is always one of four things. */
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { RefusedRecipient } from '#lib/api/compose.ts'
import { needsSmtpUtf8 } from '#lib/mail/sendable-address.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config, type MailEndpoint } from '#lib/server/config/config.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import { connectSmtp, offerOf } from './smtp-connection.ts'
import { type SmtpFailure, translateSmtp } from './smtp-failure.ts'

export type Submission = {
  credentials: Credentials
  /** As they go onto the wire. */
  from: string
  recipients: readonly string[]
  size: number
  content: () => AsyncIterable<Uint8Array>
  /** Called before the line that ends the message is written: behind it nobody can say that nothing has left. */
  onEnding: () => void
}

/**
 * `taken`: the server has it, for all but the refused. `refused`: it said no, for good. `later`: nothing has left, and
 * trying again makes sense. `lost`: the connection broke when the server may have had the whole message.
 */
export type Outcome =
  | { kind: 'taken'; refused: RefusedRecipient[] }
  | { kind: 'refused' | 'later'; refused: RefusedRecipient[]; detail: string }
  | { kind: 'lost' }

/** Tries one place after the other until one can be talked to, and gives the message to that one. */
export async function submitMessage(
  endpoints: readonly MailEndpoint[],
  submission: Submission,
): Promise<Outcome> {
  let last: Outcome = { kind: 'later', refused: [], detail: composeWords.noServer }
  for (const endpoint of endpoints) {
    const opened = await connectSmtp(endpoint)
    if (opened instanceof SMTPConnection) return await submitOver(opened, submission)
    last = outcomeOf(opened)
  }
  return last
}

function outcomeOf({ permanent, detail, refused }: SmtpFailure): Outcome {
  return { kind: permanent ? 'refused' : 'later', refused, detail }
}

async function submitOver(connection: SMTPConnection, submission: Submission): Promise<Outcome> {
  // It is given up where the server does not ask for the message in time.
  const timer = setTimeout(() => connection.close(), config().deadlines.send.envelope)
  let ending = false
  // Nothing is read before the server has asked for it (354).
  const body = Readable.from(
    told(submission.content(), {
      onBegin: () => clearTimeout(timer),
      onEnd: () => {
        submission.onEnding()
        ending = true
      },
    }),
    { objectMode: false },
  )
  try {
    if (lacksLetters(connection, submission)) {
      connection.quit()
      return { kind: 'refused', refused: [], detail: composeWords.foreignLetters }
    }
    await login(connection, submission)
    const { rejectedErrors = [] } = await give(connection, submission, body)
    connection.quit()
    return { kind: 'taken', refused: translateSmtp(rejectedErrors).refused }
  } catch (error) {
    connection.close()
    const failure = translateSmtp(error)
    // An answer to the end of the message is one, whatever it says; but 421 (RFC 5321 §3.8) says only that it hangs up.
    if (ending && (failure.code === null || failure.code === 421)) return { kind: 'lost' }
    if (ending) return { kind: 'refused', refused: failure.refused, detail: failure.detail }
    return outcomeOf(failure)
  } finally {
    clearTimeout(timer)
    body.destroy()
  }
}

async function* told(
  source: AsyncIterable<Uint8Array>,
  { onBegin, onEnd }: { onBegin: () => void; onEnd: () => void },
): AsyncGenerator<Uint8Array> {
  onBegin()
  yield* source
  onEnd()
}

/** nodemailer would send such addresses all the same, to a server that reads them as it likes. */
function lacksLetters(connection: SMTPConnection, { from, recipients }: Submission): boolean {
  return [from, ...recipients].some(needsSmtpUtf8) && !offerOf(connection).extensions.includes('SMTPUTF8')
}

/** A server that offers no AUTH knows us by other means, or takes nothing. */
function login(connection: SMTPConnection, { credentials }: Submission): Promise<void> {
  const { username, password } = credentials
  if (!connection.allowsAuth) return Promise.resolve()
  return new Promise((resolve, reject) => {
    connection.login({ user: username, pass: password }, (error) => (error ? reject(error) : resolve()))
    connection.once('end', () => reject(new Error('the connection was closed')))
  })
}

function give(
  connection: SMTPConnection,
  { from, recipients, size }: Submission,
  body: Readable,
): Promise<SMTPConnectionSendInfo> {
  const envelope = { from, to: [...recipients], size, use8BitMime: true }
  return new Promise((resolve, reject) => {
    connection.once('end', () => reject(new Error('the connection was closed')))
    connection.send(envelope, body, (error, info) => (error ? reject(error) : resolve(info)))
  })
}
