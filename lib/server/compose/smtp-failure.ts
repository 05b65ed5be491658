/** What an SMTP server or the way to it can say. */
import type { RefusedRecipient } from '#lib/api/compose.ts'
import { PROBLEMS } from '#lib/api/problem-table.ts'
import { composeWords } from '#lib/mail/words/compose.ts'
import { sizeWords } from '#lib/mail/words/message.ts'

/** `code`: the server's own, null where it said nothing. `permanent`: trying again would change nothing. */
export type SmtpFailure = {
  code: number | null
  permanent: boolean
  detail: string
  refused: RefusedRecipient[]
}

type Refusal = {
  code?: unknown
  originalCode?: unknown
  responseCode?: unknown
  response?: unknown
  recipient?: unknown
  rejectedErrors?: unknown
  message?: unknown
}

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|ERR_SSL|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|INVALID_CA|HOSTNAME_MISMATCH)/

/** The server's words without their codes (RFC 5321 §4.2, RFC 3463), on one line and of bounded length. */
function wordsOf(response: unknown): string {
  if (typeof response !== 'string') return ''
  return Buffer.from(response, 'latin1')
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.replace(/^\d{3}[ -]?(?:\d\.\d{1,3}\.\d{1,3}\s)?\s*/, ''))
    .join(' ')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500)
}

function refusedOf(errors: unknown): RefusedRecipient[] {
  if (!Array.isArray(errors)) return []
  return errors.map(({ recipient, response }: Refusal) => ({
    address: String(recipient ?? ''),
    detail: wordsOf(response) || PROBLEMS.refused.title,
  }))
}

/** Any failure of a connection, or a list of refused recipients → what it means. */
export function translateSmtp(error: unknown): SmtpFailure {
  if (Array.isArray(error)) return { code: null, permanent: false, detail: '', refused: refusedOf(error) }
  const failure: Refusal = typeof error === 'object' && error !== null ? error : {}
  const code = typeof failure.responseCode === 'number' ? failure.responseCode : null
  const refused = refusedOf(failure.rejectedErrors)
  const said = wordsOf(failure.response)
  const own = ownWords(failure, code, refused.length > 0)
  return {
    code,
    permanent: own?.permanent ?? (code !== null && code >= 500),
    detail: (own?.detail ?? said) || (code === null ? composeWords.noServer : PROBLEMS.refused.title),
    refused,
  }
}

/** What we say ourselves, where the server's words would not do. */
function ownWords(
  failure: Refusal,
  code: number | null,
  hasRefused: boolean,
): { detail: string; permanent?: boolean } | null {
  const kind = String(failure.code ?? '')
  const original = String(failure.originalCode ?? failure.code ?? '')
  if (CERTIFICATE.test(original)) return { detail: PROBLEMS.certificate.title, permanent: true }
  if (kind === 'ETLS') return { detail: composeWords.noEncryption, permanent: true }
  // 454: not now (RFC 4954 §4.7.3).
  if (kind === 'EAUTH' && code !== null && code >= 500)
    return { detail: composeWords.loginRefused, permanent: true }
  if (kind === 'EMESSAGE' && code === null) {
    const most = /allowed (\d+)$/.exec(String(failure.message))?.[1]
    return { detail: composeWords.largerThan(sizeWords(Number(most ?? 0))), permanent: true }
  }
  if (kind === 'ESTREAM') return { detail: composeWords.unreadable, permanent: true }
  return hasRefused ? { detail: composeWords.nobodyTaken } : null
}
