/** Who calls: what the list of sessions shows, what limits count by, and whose session it is. */
import { MailError } from '#lib/mail/mail-error.ts'
import { openCookie } from '#lib/server/session/cookie.ts'
import { type Caller, resumeSession, type SignedIn } from '#lib/server/session/session.ts'
import { isHttps } from './same-origin.ts'

/** `X-Forwarded-For` is what our own start wrote there: the one address that can be believed. */
export function callerOf(request: { headers: Headers }): Caller {
  return {
    address: request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() || 'unknown',
    userAgent: request.headers.get('user-agent') ?? '',
  }
}

/** Who is signed in, or null. */
export async function signedInOf(request: { headers: Headers }): Promise<SignedIn | null> {
  const ticket = await openCookie(request.headers.get('cookie'), isHttps(request))
  return ticket ? resumeSession(ticket, callerOf(request)) : null
}

/** Who is signed in. @throws MailError unauthenticated */
export async function requireSignedIn(request: Request): Promise<SignedIn> {
  const signedIn = await signedInOf(request)
  if (!signedIn) throw new MailError('unauthenticated')
  return signedIn
}
