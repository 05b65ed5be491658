/** The configuration: environment variables, parsed once, wrong ones named. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import * as z from 'zod'
import { DEADLINES, type Deadlines } from './deadlines.ts'
import { type MailEndpoint, parseImapUrl, parseSmtpUrl } from './mail-address.ts'
import { keptSecret, parseSecrets } from './session-secret.ts'

export type { MailEndpoint }

/** A mail server people may sign in to. `domains`: those whose addresses belong to it. */
export type MailServer = {
  id: string
  name: string
  domains: string[]
  imap: MailEndpoint
  /** Where mail is submitted; left out: looked for beside the IMAP server. */
  smtp?: MailEndpoint | undefined
}

export type Config = {
  servers: MailServer[]
  defaultServer: MailServer | null
  /** Users may name any public mail host. */
  allowAny: boolean
  /** The newest first; that one seals, all of them open. */
  sessionSecrets: string[]
  dataDir: string
  host: string
  port: number
  publicUrl: URL | null
  /** CIDR networks whose `X-Forwarded-*` counts. */
  trustedProxies: string[]
  maxUsers: number
  maxImapConnectionsPerUser: number
  /** Of all accounts together. */
  maxImapConnections: number
  idleMinutes: number
  /** What this process may keep in memory of folders and messages, for all accounts together. */
  cacheBytes: number
  maxUploadBytes: number
  /** So long (seconds) a message that was sent can be taken back. */
  sendUndoSeconds: number
  /** Failed logins in 15 minutes per account and address together. */
  loginLimit: number
  /** Host names (lower case) and CIDR networks. */
  privateHosts: string[]
  /** Whose Authentication-Results are believed, lower case. */
  authservIds: string[]
  logLevel: string
  /** Not of the environment: what we promise is no setting. */
  deadlines: Deadlines
}

/** What is read from the environment. */
export type Environment = Record<string, string | undefined>

const count = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least, `must be ${least} or more`).max(most, `must be ${most} or less`))

/** A parser that throws a sentence → a schema that reports it. */
function parsedBy<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text)
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is not valid' })
      return z.NEVER
    }
  })
}

/** An address or network in any spelling → CIDR. */
function parseNetwork(text: string): string {
  if (ipaddr.isValidCIDR(text)) return text
  if (!ipaddr.isValid(text)) throw new Error(`“${text}” is not an IP address or network, as 10.0.0.0/8`)
  return `${text}/${ipaddr.parse(text).kind() === 'ipv4' ? 32 : 128}`
}

function parseHostOrNetwork(text: string): string {
  const name = text.toLowerCase()
  if (/^[\d.]+(\/\d+)?$/.test(name) || name.includes(':')) return parseNetwork(name)
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name)) throw new Error(`“${text}” is not a host name or network`)
  return name
}

// RFC 8601 §2.2: a token, by custom the mail server's host name.
function parseAuthservId(text: string): string {
  if (!/^[^\s;=()"]{1,255}$/.test(text)) throw new Error(`“${text}” is not an authserv-id, as mx.example.org`)
  return text.toLowerCase()
}

const list = (each: (text: string) => string) =>
  parsedBy((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean)
      .map(each),
  )

function parsePublicUrl(text: string): URL {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('must be a URL, as https://mail.example.org')
  if (url.pathname !== '/' || url.search || url.hash || url.username)
    throw new Error('must end after the host name and port: Postern lives at the root of its host')
  return url
}

const ServerEntry = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, - and _'),
  name: z.string().min(1),
  domains: z.array(z.string().toLowerCase()).default([]),
  imap: parsedBy(parseImapUrl),
  smtp: parsedBy(parseSmtpUrl).optional(),
  // Taken down already; filters will use it.
  sieve: z.string().optional(),
})

function parseServersFile(file: string): MailServer[] {
  const entries = z.array(ServerEntry).safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!entries.success) throw new Error(`${file}: ${sentenceOf(entries.error)}`)
  const ids = entries.data.map((entry) => entry.id)
  if (new Set(ids).size !== ids.length) throw new Error(`${file} names the same id twice`)
  return entries.data.map(({ sieve: _later, ...server }) => server)
}

const urlOf = (...schemes: string[]) =>
  parsedBy((text) => {
    const url = URL.parse(text)
    if (!url?.hostname || !schemes.includes(url.protocol.slice(0, -1)))
      throw new Error(`must begin with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`)
    return text
  })

const Variables = z.object({
  MAIL_IMAP: parsedBy(parseImapUrl).optional(),
  MAIL_SMTP: parsedBy(parseSmtpUrl).optional(),
  MAIL_SIEVE: urlOf('sieve', 'sieve+plain').optional(),
  MAIL_SERVERS: parsedBy(parseServersFile).optional(),
  MAIL_ALLOW_ANY: z.enum(['true', 'false'], 'must be true or false').default('false'),
  SESSION_SECRET: parsedBy(parseSecrets).optional(),
  DATA_DIR: z.string().default('./data'),
  REDIS_URL: z
    .string()
    .refine(
      () => false,
      'is set, but this version keeps its sessions in SQLite only: leave it out and run one process',
    )
    .optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: count(0, 65535).default(3000),
  PUBLIC_URL: parsedBy(parsePublicUrl).optional(),
  TRUSTED_PROXIES: list(parseNetwork).default([]),
  MAX_USERS: count(1, 1_000_000).default(2000),
  MAX_IMAP_CONNECTIONS_PER_USER: count(1, 100).default(3),
  MAX_IMAP_CONNECTIONS: count(1, 1_000_000).default(6000),
  IDLE_MINUTES: count(1, 1440).default(15),
  CACHE_MB: count(8, 1_000_000).default(160),
  MAX_UPLOAD_MB: count(1, 2000).default(25),
  LOGIN_LIMIT: count(1, 100_000).default(10),
  SEND_UNDO_SECONDS: count(0, 600).default(10),
  AUTHSERV_ID: list(parseAuthservId).default([]),
  PRIVATE_HOSTS: list(parseHostOrNetwork).default([]),
  LOG_LEVEL: z
    .enum(
      ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
      'must be trace, debug, info, warn, error, fatal or silent',
    )
    .default('info'),
  METRICS_TOKEN: z.string().optional(),
})

function sentenceOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.map((step) => `${String(step)} `).join('')}${issue.message}`)
    .join('\n')
}

/** The default server, as `MAIL_IMAP` and `MAIL_SMTP` name it. */
function defaultServerOf(imap?: MailEndpoint, smtp?: MailEndpoint): MailServer | null {
  return imap ? { id: 'default', name: imap.host, domains: [], imap, smtp } : null
}

/**
 * Environment → configuration. Empty variables count as left out. Reads `MAIL_SERVERS`; without
 * `SESSION_SECRET` reads or makes the one in `DATA_DIR`.
 * @throws Error whose every line begins with the name of a variable and says what it must be.
 */
export function parseConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Variables.safeParse(given)
  if (!parsed.success) throw new Error(sentenceOf(parsed.error))
  const variables = parsed.data
  const named = defaultServerOf(variables.MAIL_IMAP, variables.MAIL_SMTP)
  const servers = [...(named ? [named] : []), ...(variables.MAIL_SERVERS ?? [])]
  if (named && variables.MAIL_SERVERS?.some(({ id }) => id === named.id))
    throw new Error('MAIL_SERVERS uses the id “default”, which belongs to MAIL_IMAP')
  const dataDir = resolve(variables.DATA_DIR)
  return {
    servers,
    defaultServer: named,
    allowAny: variables.MAIL_ALLOW_ANY === 'true',
    sessionSecrets: variables.SESSION_SECRET ?? [secretIn(dataDir)],
    dataDir,
    host: variables.HOST,
    port: variables.PORT,
    publicUrl: variables.PUBLIC_URL ?? null,
    trustedProxies: variables.TRUSTED_PROXIES,
    maxUsers: variables.MAX_USERS,
    maxImapConnectionsPerUser: variables.MAX_IMAP_CONNECTIONS_PER_USER,
    maxImapConnections: variables.MAX_IMAP_CONNECTIONS,
    idleMinutes: variables.IDLE_MINUTES,
    cacheBytes: variables.CACHE_MB * 1024 * 1024,
    maxUploadBytes: variables.MAX_UPLOAD_MB * 1024 * 1024,
    sendUndoSeconds: variables.SEND_UNDO_SECONDS,
    loginLimit: variables.LOGIN_LIMIT,
    privateHosts: variables.PRIVATE_HOSTS,
    authservIds: variables.AUTHSERV_ID,
    logLevel: variables.LOG_LEVEL,
    deadlines: DEADLINES,
  }
}

function secretIn(dataDir: string): string {
  try {
    return keptSecret(dataDir)
  } catch (error) {
    throw new Error(
      `DATA_DIR or SESSION_SECRET: no secret can be kept in ${dataDir} (${error instanceof Error ? error.message : 'unknown'})`,
      { cause: error },
    )
  }
}

declare global {
  // Next's route bundles share globalThis, not module instances.
  var posternConfig: Config | undefined
}

/** The configuration of this process, parsed at the first call. Throws as `parseConfig` does. */
export function config(): Config {
  globalThis.posternConfig ??= parseConfig(process.env)
  return globalThis.posternConfig
}
