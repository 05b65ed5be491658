/** Sessions: begun at a login, found by a cookie, listed, and ended. */
import { createHash, randomBytes } from 'node:crypto'
import { config, type MailServer } from '#lib/server/config/config.ts'
import {
  deleteSession,
  findSession,
  insertSession,
  type SessionRow,
  sessionsOf,
  sweepSessions,
  touchSession,
} from '#lib/server/store/session-rows.ts'
import type { Ticket } from './cookie.ts'
import { openSecret, type Secret, sealSecret } from './sealed-credentials.ts'
import { namedServer } from './server-choice.ts'

/** What the mail server wants to see. `username` is often, not always, an address. */
export type Credentials = { username: string; password: string }

/** A person, here: the session, what opens the mailbox, and where it is. */
export type SignedIn = { sid: string; credentials: Credentials; server: MailServer }

/** Who calls: IP address and user agent, for the list of sessions. */
export type Caller = { address: string; userAgent: string }

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const TOUCH_EVERY = MINUTE
const SWEEP_EVERY = 10 * MINUTE

/** Without use, and at most. Who does not stay signed in has the browser's session, for a day. */
const LIFE = {
  stay: { idle: 30 * DAY, most: 365 * DAY },
  browser: { idle: DAY, most: DAY },
}

function ended(row: SessionRow, now: number): boolean {
  const life = row.stay ? LIFE.stay : LIFE.browser
  return now - row.lastSeenAt > life.idle || now - row.createdAt > life.most
}

/** The same person on the same server, whatever the session: what the store keeps things by. */
export function accountDigest(server: MailServer, username: string): string {
  return createHash('sha256').update(`${server.id}\0${username}`).digest('hex')
}

/** What opens this mailbox, as it may be kept sealed. */
export function secretOf(server: MailServer, credentials: Credentials): Secret {
  const configured = config().servers.some(({ id }) => id === server.id)
  const { host, port, security } = server.imap
  if (!configured && security === 'none') throw new Error('a server that a user named is never without TLS')
  return {
    ...credentials,
    server: configured || security === 'none' ? { id: server.id } : { host, port, security },
  }
}

/** The server of a kept secret; null where it may no longer be used. */
export function serverOf(secret: Secret): MailServer | null {
  const { server } = secret
  if ('id' in server) return config().servers.find(({ id }) => id === server.id) ?? null
  return config().allowAny ? namedServer(server) : null
}

/** Begins a session of verified credentials. @returns what the cookie carries. */
export function beginSession(
  server: MailServer,
  credentials: Credentials,
  caller: Caller,
  stay: boolean,
  now = Date.now(),
): Ticket {
  const sid = randomBytes(24).toString('base64url')
  const key = randomBytes(32)
  insertSession({
    sid,
    account: accountDigest(server, credentials.username),
    sealed: sealSecret(secretOf(server, credentials), key, sid),
    stay,
    createdAt: now,
    lastSeenAt: now,
    address: caller.address,
    userAgent: caller.userAgent.slice(0, 500),
  })
  return { sid, key: key.toString('base64url') }
}

/**
 * A ticket → who that is, or null: the session ended, or the key isn't its own, or its server is no longer
 * one that may be used. Notes the use, at most once a minute.
 */
export function resumeSession(ticket: Ticket, caller: Caller, now = Date.now()): SignedIn | null {
  sweepNowAndThen(now)
  const row = findSession(ticket.sid)
  if (!row || ended(row, now)) return null
  const secret = openSecret(row.sealed, Buffer.from(ticket.key, 'base64url'), row.sid)
  const server = secret && serverOf(secret)
  if (!secret || !server) return null
  if (now - row.lastSeenAt >= TOUCH_EVERY) touchSession(row.sid, now, caller.address)
  return { sid: row.sid, credentials: { username: secret.username, password: secret.password }, server }
}

/** One place where an account is signed in. Times are milliseconds. */
export type SessionPlace = Pick<SessionRow, 'sid' | 'createdAt' | 'lastSeenAt' | 'address' | 'userAgent'>

/** Where this account is signed in, newest use first. */
export function placesOf({ server, credentials }: SignedIn, now = Date.now()): SessionPlace[] {
  return sessionsOf(accountDigest(server, credentials.username)).filter((row) => !ended(row, now))
}

/** Ends one session of this account. False: it has no such session (or no longer). */
export function endPlace(signedIn: SignedIn, sid: string): boolean {
  const own = placesOf(signedIn).some((place) => place.sid === sid)
  if (own) deleteSession(sid)
  return own
}

/** Ends the session that a ticket opens; without its key nothing happens. @returns its id where it did. */
export function endSession(ticket: Ticket): string | null {
  const row = findSession(ticket.sid)
  if (!row || !openSecret(row.sealed, Buffer.from(ticket.key, 'base64url'), row.sid)) return null
  deleteSession(row.sid)
  return row.sid
}

declare global {
  var posternSweptAt: number | undefined
}

function sweepNowAndThen(now: number): void {
  if (now - (globalThis.posternSweptAt ?? 0) < SWEEP_EVERY) return
  globalThis.posternSweptAt = now
  for (const stay of [true, false]) {
    const life = stay ? LIFE.stay : LIFE.browser
    sweepSessions(stay, { lastSeen: now - life.idle, created: now - life.most })
  }
}
