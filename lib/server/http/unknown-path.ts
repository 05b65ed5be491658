/** Paths under /api that nobody described. */
import { MailError } from '#lib/mail/mail-error.ts'
import { requireSignedIn } from './caller.ts'
import { failureAnswer } from './problem-answer.ts'
import { assertSameOrigin, isHttps } from './same-origin.ts'
import { withSecurityHeaders } from './security-headers.ts'

async function refuse(request: Request): Promise<never> {
  await requireSignedIn(request)
  assertSameOrigin(request)
  throw new MailError('not_found', { detail: 'There is nothing at this address.' })
}

/** 401 for who is not signed in, so that the API has no map for strangers; else 404. */
export async function unknownPath(request: Request): Promise<Response> {
  const answer = await refuse(request).catch((error: unknown) => failureAnswer(error, request, '/api/…'))
  return withSecurityHeaders(answer, isHttps(request))
}
