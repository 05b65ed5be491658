/** What a mail server or the way to it can say, as the one error of the house (api.md, "Errors"). */
import type { ErrorCode } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { serverTrouble } from '#lib/mail/words/server-trouble.ts'
import { responseCodeOf, textOf, type Untagged } from './response.ts'

// RFC 5530 §3, RFC 3501 §7.1, RFC 9208 §4.3.
const BY_RESPONSE_CODE = new Map<string, ErrorCode>([
  ['ALREADYEXISTS', 'conflict'],
  ['INUSE', 'conflict'],
  ['EXPUNGEISSUED', 'conflict'],
  ['NONEXISTENT', 'not_found'],
  ['TRYCREATE', 'not_found'],
  ['NOPERM', 'forbidden'],
  ['READ-ONLY', 'forbidden'],
  ['OVERQUOTA', 'over_quota'],
  ['TOOBIG', 'too_large'],
  ['AUTHENTICATIONFAILED', 'login_failed'],
  ['AUTHORIZATIONFAILED', 'login_failed'],
  ['EXPIRED', 'login_failed'],
  ['UNAVAILABLE', 'unavailable'],
  ['THROTTLED', 'unavailable'], // Microsoft's
])

/** Seconds after which asking an unreachable server again makes sense. */
const RETRY_AFTER = 10

const TOO_MANY = Symbol('too many connections')
// Dovecot's, Courier's, Gmail's, Exchange's.
const TOO_MANY_WORDS =
  /too many (simultaneous |concurrent )?connections|maximum (number of )?(simultaneous )?connections?|connection limit/i

type ImapFailure = Error & {
  code?: unknown
  responseStatus?: unknown
  response?: unknown
  responseText?: unknown
  /** What a BYE said. */
  reason?: unknown
  authenticationFailed?: unknown
  serverResponseCode?: unknown
  tlsFailed?: unknown
}

/** The way to the server, or its being too slow, as an error: 503 with `Retry-After`. */
export function unavailable(cause?: unknown, detail?: string): MailError {
  return new MailError('unavailable', { cause, retryAfter: RETRY_AFTER, ...(detail && { detail }) })
}

/** The server lets the account in, but not once more: one that lives on fewer connections can go on. */
export function tooManyConnections(
  cause?: unknown,
  detail: string = serverTrouble.tooManyConnections,
): MailError {
  return new MailError('unavailable', { cause: { kind: TOO_MANY, cause }, retryAfter: RETRY_AFTER, detail })
}

/** Whether it failed because there are too many connections already, here or at the server. */
export function isTooManyConnections(error: unknown): boolean {
  if (!(error instanceof MailError)) return false
  const { cause } = error
  return typeof cause === 'object' && cause !== null && 'kind' in cause && cause.kind === TOO_MANY
}

/** Any failure of a command or a connection → MailError. One that is already stays as it is. */
export function translateError(error: unknown): MailError {
  if (error instanceof MailError) return error
  if (!(error instanceof Error)) return unavailable(error)
  const failure: ImapFailure = error
  if (isCertificateTrouble(failure)) return certificate(failure)
  if (failure.authenticationFailed === true) return loginFailure(failure)
  if (TOO_MANY_WORDS.test(`${failure.message} ${failure.reason}`)) return tooManyConnections(failure)
  if (failure.responseStatus === 'NO' || failure.responseStatus === 'BAD') return refusal(failure)
  return unavailable(failure)
}

function refusal(failure: ImapFailure): MailError {
  const answer = isAnswer(failure.response) ? failure.response : null
  const code = answer && responseCodeOf(answer)?.code
  const words = saidBy(answer) || (typeof failure.responseText === 'string' ? failure.responseText : '')
  const known = code ? BY_RESPONSE_CODE.get(code) : undefined
  if (known === 'unavailable') return unavailable(failure)
  if (known) return new MailError(known, { cause: failure })
  // Servers without RFC 5530 codes (Courier, older Cyrus) say it in words only.
  const guessed = failure.responseStatus === 'NO' ? byWords(words) : undefined
  if (guessed) return new MailError(guessed, { cause: failure })
  return new MailError('refused', { cause: failure, ...(words && { detail: words }) })
}

function byWords(words: string): ErrorCode | undefined {
  if (/already exists/i.test(words)) return 'conflict'
  if (
    /(mailbox|folder).*(doesn't|does not|doesn't) exist|(unknown|no such|non-?existent) (mailbox|folder)/i.test(
      words,
    )
  )
    return 'not_found'
  if (/permission denied|access denied|read-?only/i.test(words)) return 'forbidden'
  if (/over ?quota|quota exceeded|mailbox is full/i.test(words)) return 'over_quota'
  return undefined
}

// Dovecot ends its answers with how long they took.
const TIMINGS = /\s*\(\d+\.\d+ \+ [\d. +]+ secs\)\.?$/

/** The server's own words of an answer, on one line and of bounded length. */
function saidBy(answer: Untagged | null): string {
  const words = (answer?.attributes ?? []).map((node) => textOf(node)).filter((word) => word)
  return words
    .join(' ')
    .replace(TIMINGS, '')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

function isAnswer(value: unknown): value is Untagged {
  return typeof value === 'object' && value !== null && 'command' in value
}

// A server that is out of breath also fails the login: that is not the password's fault.
function loginFailure(failure: ImapFailure): MailError {
  const answer = isAnswer(failure.response) ? failure.response : null
  const code = (answer && responseCodeOf(answer)?.code) ?? failure.serverResponseCode
  // Not all of them say it by a code (RFC 5530 §3 has none that fits).
  if (code === 'LIMIT' || TOO_MANY_WORDS.test(String(failure.responseText ?? '')))
    return tooManyConnections(failure)
  if (code === 'UNAVAILABLE' || code === 'INUSE' || code === 'THROTTLED') return unavailable(failure)
  return new MailError('login_failed', { cause: withoutFrames(failure) })
}

// The failed command is in imapflow's error (masked); nothing of a login need travel further.
function withoutFrames(failure: ImapFailure): Error {
  return new Error(failure.message)
}

const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH|STARTTLS_INJECTION|EPROTO)/

function isCertificateTrouble(failure: ImapFailure): boolean {
  return (
    failure.tlsFailed === true || (typeof failure.code === 'string' && CERTIFICATE_CODES.test(failure.code))
  )
}

function certificate(failure: ImapFailure): MailError {
  return new MailError('certificate', {
    cause: failure,
    ...(failure.tlsFailed === true && {
      detail: 'The mail server does not offer an encrypted connection, so nothing was sent to it.',
    }),
  })
}
