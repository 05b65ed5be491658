/** Signing in and out, and the list of places where one is signed in. */
import * as z from 'zod/mini'

// They would end a line of the mail server's protocol (RFC 9051 §9: neither quoted nor literal may hold NUL).
const oneLine = z.refine<string>((text) => !/[\r\n]/.test(text) && !text.includes('\0'), {
  error: 'must be one line',
})

/** `POST /api/session`. `server`: a host name, `host:port` or the id of a configured server. */
export const Login = z.object({
  username: z.string().check(z.minLength(1), z.maxLength(320), oneLine),
  password: z.string().check(z.minLength(1), z.maxLength(1024), oneLine),
  server: z.optional(z.string().check(z.minLength(1), z.maxLength(260))),
  staySignedIn: z.optional(z.boolean()),
})
export type Login = z.infer<typeof Login>

/** What the mail server can do (RFC 3501 CAPABILITY and what is configured beside it). */
export const Capabilities = z.object({
  sort: z.boolean(),
  thread: z.boolean(),
  move: z.boolean(),
  idle: z.boolean(),
  condstore: z.boolean(),
  qresync: z.boolean(),
  specialUse: z.boolean(),
  quota: z.boolean(),
  acl: z.boolean(),
  sieve: z.boolean(),
  send: z.boolean(),
})
export type Capabilities = z.infer<typeof Capabilities>

/** Bytes used and allowed (RFC 9208 STORAGE). */
export const Quota = z.object({ usedBytes: z.number(), limitBytes: z.number() })
export type Quota = z.infer<typeof Quota>

/** Who is signed in, and where. `server` is the configured server's name, or its host. */
export const Session = z.object({
  username: z.string(),
  server: z.string(),
  capabilities: Capabilities,
  quota: z.optional(Quota),
  limits: z.object({
    /** Of one attached file. */
    maxUploadBytes: z.number(),
    /**
     * Of a whole message, encoded, where the server that sends mail names a limit (RFC 1870). It is asked when the session is
     * read first.
     */
    maxMessageBytes: z.optional(z.number()),
  }),
})
export type Session = z.infer<typeof Session>

/** A session id as the list shows it: names a row of the store, opens nothing. */
export const SessionId = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/, 'is not a session id'))

/** `GET /api/sessions`: newest use first. `address` is the IP address last seen. */
export const SessionList = z.object({
  sessions: z.array(
    z.object({
      id: SessionId,
      createdAt: z.string(),
      lastSeenAt: z.string(),
      address: z.string(),
      userAgent: z.string(),
      current: z.boolean(),
    }),
  ),
})
export type SessionList = z.infer<typeof SessionList>
