/** One message to one server by SMTP (RFC 5321, RFC 6409): what became of it is always one of four things. */
import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection'
import type { RefusedRecipient } from '#lib/api/compose.ts'
import { needsSmtpUtf8 } from '#lib/mail/sendable-address.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { config, type MailEndpoint } from '#lib/server/config/config.ts'
import { reachableAddressOf } from '#lib/server/config/reachable-address.ts'
import type { Credentials } from '#lib/server/session/session.ts'
import { noteOfferedSize } from './offered-size.ts'
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
    const opened = await openConnection(endpoint)
    if (opened instanceof SMTPConnection) return await submitOver(opened, submission)
    last = opened
  }
  return last
}

async function openConnection(endpoint: MailEndpoint): Promise<SMTPConnection | Outcome> {
  const { host, port, security, publicOnly } = endpoint
  const address = publicOnly ? await reachableAddressOf(host) : host
  if (address === null) return { kind: 'later', refused: [], detail: composeWords.noServer }
  const { connect, send } = config().deadlines
  const connection = new SMTPConnection({
    host: address,
    port,
    secure: security === 'tls',
    // Never opportunistic: a man in the middle would strip it (RFC 8314 §3).
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(isIP(host) === 0 && { servername: host }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    name: config().publicUrl?.hostname ?? '[127.0.0.1]',
    connectionTimeout: connect,
    greetingTimeout: connect,
    dnsTimeout: connect,
    socketTimeout: send.silence,
    logger: false,
  })
  return await new Promise((resolve) => {
    const timer = setTimeout(() => connection.close(), connect)
    connection.on('error', (error) => resolve(outcomeOf(translateSmtp(error))))
    connection.on('end', () => resolve({ kind: 'later', refused: [], detail: composeWords.noServer }))
    connection.connect((error) => {
      clearTimeout(timer)
      if (!error) noteOfferedSize(endpoint, offerOf(connection)._maxAllowedSize)
      resolve(error ? outcomeOf(translateSmtp(error)) : connection)
    })
  })
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

/** What the server said to EHLO: nodemailer keeps it to itself. */
function offerOf(connection: SMTPConnection) {
  return connection as unknown as { _supportedExtensions: string[]; _maxAllowedSize: number }
}

/** nodemailer would send such addresses all the same, to a server that reads them as it likes. */
function lacksLetters(connection: SMTPConnection, { from, recipients }: Submission): boolean {
  const { _supportedExtensions: offered } = offerOf(connection)
  return [from, ...recipients].some(needsSmtpUtf8) && !offered.includes('SMTPUTF8')
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
