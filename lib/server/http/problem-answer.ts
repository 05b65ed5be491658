/** Failures on the wire: application/problem+json (RFC 9457). */
import { PROBLEMS, type Problem } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'

/** An error of the house → its answer. */
function problemAnswer(error: MailError): Response {
  const body: Problem = {
    type: 'about:blank',
    title: PROBLEMS[error.code].title,
    status: error.status,
    code: error.code,
    detail: error.detail,
    ...(error.issues && { issues: error.issues }),
    ...(error.undo && { undo: error.undo }),
    ...(error.current && { current: error.current }),
  }
  const headers = new Headers({ 'Content-Type': 'application/problem+json' })
  // RFC 9110 §10.2.3: whole seconds. Codes that ask for patience always say how much.
  const patience = error.retryAfter ?? (error.status === 503 || error.status === 429 ? 5 : undefined)
  if (patience !== undefined) headers.set('Retry-After', String(Math.max(1, Math.ceil(patience))))
  return new Response(JSON.stringify(body), { status: error.status, headers })
}

/** Anything thrown → an answer. What isn't of the house is logged, without what it says. */
export function failureAnswer(error: unknown, request: Request, path: string): Response {
  if (error instanceof MailError) return problemAnswer(error)
  // Who hung up gets nothing; 499 only keeps the books.
  if (request.signal.aborted) return new Response(null, { status: 499 })
  log().error({ err: error, method: request.method, path }, 'a call failed')
  return problemAnswer(new MailError('internal'))
}
