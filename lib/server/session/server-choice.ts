/** Which mail server a login means, and whether it may be used. */
import { MailError } from '#lib/mail/mail-error.ts'
import { config, type MailServer } from '#lib/server/config/config.ts'

/** A server that a user named: `host` on `port`, TLS from the first byte except on 143. */
export type NamedEndpoint = { host: string; port: number; security: 'tls' | 'starttls' }

/** A named endpoint as a server. Its id can't be a configured one's: those have no colon. */
export function namedServer({ host, port, security }: NamedEndpoint): MailServer {
  return { id: `${host}:${port}`, name: host, domains: [], imap: { host, port, security, publicOnly: true } }
}

const HOST_AND_PORT = /^([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/

function parseNamed(text: string): { host: string; port: number | null } | null {
  const match = HOST_AND_PORT.exec(text.toLowerCase())
  if (!match?.[1]) return null
  const port = match[2] === undefined ? null : Number(match[2])
  if (port !== null && (port < 1 || port > 65535)) return null
  return { host: match[1].replace(/^\[(.*)\]$/, '$1'), port }
}

function configuredBy(text: string): MailServer | undefined {
  const { servers } = config()
  const named = parseNamed(text)
  return (
    servers.find(({ id }) => id === text) ??
    (named
      ? servers.find(
          ({ imap }) => imap.host === named.host && (named.port === null || named.port === imap.port),
        )
      : undefined)
  )
}

function byDomain(username: string): MailServer | undefined {
  const domain = username.slice(username.lastIndexOf('@') + 1).toLowerCase()
  return username.includes('@') ? config().servers.find(({ domains }) => domains.includes(domain)) : undefined
}

/** The ports of IMAP. Others would turn a login into a port scan. */
const SECURITY_OF_PORT = new Map([
  [993, 'tls'],
  [143, 'starttls'],
] as const)

/**
 * The server of a login: the named one (an id, a host, `host:port`), else the default, else the one whose
 * domains hold the address's.
 * @returns `configured` false for one that only the user's word stands for.
 * @throws MailError server_not_allowed
 */
export function chooseServer(
  username: string,
  named: string | undefined,
): { server: MailServer; configured: boolean } {
  const { defaultServer, servers, allowAny } = config()
  const found = named === undefined ? (defaultServer ?? byDomain(username)) : configuredBy(named)
  if (found) return { server: found, configured: true }
  if (named === undefined) throw new MailError('server_not_allowed', { detail: whyNone(servers.length) })
  if (!allowAny) throw new MailError('server_not_allowed')
  const endpoint = parseNamed(named)
  const port = endpoint?.port ?? 993
  const security = port === 993 || port === 143 ? SECURITY_OF_PORT.get(port) : undefined
  if (!endpoint || !security) throw new MailError('server_not_allowed')
  return { server: namedServer({ host: endpoint.host, port, security }), configured: false }
}

function whyNone(servers: number): string {
  if (servers === 0 && !config().allowAny) return 'No mail server is set up here yet.'
  return 'No mail server is known for this address. Please name its mail server.'
}
