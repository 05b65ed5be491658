/** Where one is signed in, and how that ends. */
import type { SessionList } from '#lib/api/session.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { endStreams } from '#lib/server/live/session-streams.ts'
import { clearedCookie } from '#lib/server/session/cookie.ts'
import { endPlace, placesOf, type SignedIn } from '#lib/server/session/session.ts'
import { isHttps } from './same-origin.ts'

/** `GET /api/sessions` */
export async function listPlaces({ signedIn }: { signedIn: SignedIn }): Promise<SessionList> {
  const sessions = placesOf(signedIn).map(({ sid, createdAt, lastSeenAt, address, userAgent }) => ({
    id: sid,
    createdAt: new Date(createdAt).toISOString(),
    lastSeenAt: new Date(lastSeenAt).toISOString(),
    address,
    userAgent,
    current: sid === signedIn.sid,
  }))
  return { sessions }
}

type Leave = { signedIn: SignedIn; request: Request }

/** `DELETE /api/session`: the session ends here and in the store, its event streams with it. */
export async function signOutHere({ signedIn, request }: Leave): Promise<Response> {
  return leave(signedIn, signedIn.sid, request)
}

/** `DELETE /api/sessions/:sid`, of this account alone. @throws MailError not_found */
export async function signOutThere(call: Leave & { params: { sid: string } }): Promise<Response> {
  return leave(call.signedIn, call.params.sid, call.request)
}

function leave(signedIn: SignedIn, sid: string, request: Request): Response {
  if (!endPlace(signedIn, sid))
    throw new MailError('not_found', { detail: 'That session has already ended.' })
  endStreams(sid)
  const own = sid === signedIn.sid
  return new Response(null, {
    status: 204,
    headers: own ? { 'Set-Cookie': clearedCookie(isHttps(request)) } : {},
  })
}
