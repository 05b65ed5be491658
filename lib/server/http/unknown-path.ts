/** Paths under /api that nobody described. */
import { MailError } from '#lib/mail/mail-error.ts'
import { requireSignedIn } from './caller.ts'
import { failureAnswer } from './problem-answer.ts'
import { isHttps } from './same-origin.ts'
import { withSecurityHeaders } from './security-headers.ts'

/** 401 for who is not signed in, so that the API has no map for strangers; else 404. */
export async function unknownPath(request: Request): Promise<Response> {
  const failed = await requireSignedIn(request).then(
    () => new MailError('not_found', { detail: 'There is nothing at this address.' }),
    (error: unknown) => error,
  )
  return withSecurityHeaders(failureAnswer(failed, request, '/api/…'), isHttps(request))
}
