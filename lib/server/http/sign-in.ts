/** Signing in: choose the server, count the attempt, let the mail server judge, begin a new session. */
import type { Login } from '#lib/api/session.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { MailServer } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { verifyLogin } from '#lib/server/imap/accounts.ts'
import { endStreams } from '#lib/server/live/session-streams.ts'
import { openCookie, sealCookie } from '#lib/server/session/cookie.ts'
import { chooseServer } from '#lib/server/session/server-choice.ts'
import { beginSession, type Credentials, endSession } from '#lib/server/session/session.ts'
import { callerOf } from './caller.ts'
import { countLogin } from './login-limits.ts'
import { isHttps } from './same-origin.ts'
import { describeSession } from './session-answer.ts'

const UNREACHABLE = 'This mail server cannot be reached from here.'
// Closed, filtered, private and unknown hosts answer alike, and not before this has passed.
const NAMED_SERVER_MILLISECONDS = 3000

/** A host that only the user's word stands for tells nothing about the network but whether a login worked. */
async function verifyNamed(server: MailServer, credentials: Credentials): Promise<Account> {
  const patience = new Promise((resolve) => setTimeout(resolve, NAMED_SERVER_MILLISECONDS))
  try {
    return await verifyLogin(server, credentials)
  } catch (error) {
    await patience
    if (error instanceof MailError && error.code === 'login_failed') throw error
    throw new MailError('server_not_allowed', { detail: UNREACHABLE, cause: error })
  }
}

async function verify(
  credentials: Credentials,
  named: string | undefined,
  address: string,
): Promise<{ account: Account; server: MailServer }> {
  const { server, configured } = chooseServer(credentials.username, named)
  const takeBack = await countLogin({ serverId: server.id, username: credentials.username, address })
  try {
    const account = await (configured ? verifyLogin : verifyNamed)(server, credentials)
    await takeBack()
    return { account, server }
  } catch (error) {
    // The server being away is not the person's failure; a host that answers nobody is a guess, and counts.
    if (configured && !(error instanceof MailError && error.code === 'login_failed')) await takeBack()
    throw error
  }
}

/**
 * `POST /api/session`: 201 with the session and its cookie. A session that this browser had is ended.
 * @throws MailError login_failed, server_not_allowed, certificate, unavailable, rate_limited
 */
export async function signInHere({ body, request }: { body: Login; request: Request }): Promise<Response> {
  const caller = callerOf(request)
  const https = isHttps(request)
  const { username, password } = body
  const { account, server } = await verify({ username, password }, body.server, caller.address)
  const session = await describeSession({ account })
  const before = await openCookie(request.headers.get('cookie'), https)
  const ended = before && endSession(before)
  if (ended) endStreams(ended)
  const stay = body.staySignedIn ?? false
  const ticket = beginSession(server, { username, password }, caller, stay)
  return Response.json(session, {
    status: 201,
    headers: { 'Set-Cookie': await sealCookie(ticket, https, stay) },
  })
}
