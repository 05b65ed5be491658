/** How an operator writes down where a mail server listens: one URL. */

/** Where a mail server listens. `starttls` is required, never tried; `none` is the operator's word. */
export type MailEndpoint = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  /** Only a user's word stands for this host: it is dialled at a public address or not at all. */
  publicOnly?: true
}

/** The way of each scheme, by its name without the colon; the first is the one that examples show. */
type Schemes = Record<string, { security: MailEndpoint['security']; port: number }>

const IMAP: Schemes = {
  imaps: { security: 'tls', port: 993 },
  imap: { security: 'starttls', port: 143 },
  'imap+plain': { security: 'none', port: 143 },
}

// RFC 8314 §3.3: submission with TLS from the first byte on 465, RFC 6409 §3.1: with STARTTLS on 587.
const SMTP: Schemes = {
  smtps: { security: 'tls', port: 465 },
  smtp: { security: 'starttls', port: 587 },
  'smtp+plain': { security: 'none', port: 587 },
}

/**
 * `imaps://host[:993]`, `imap://host[:143]` (STARTTLS required) or `imap+plain://host:port` → where to connect.
 * @throws Error with a sentence that says what is wrong, without the variable's name.
 */
export function parseImapUrl(text: string): MailEndpoint {
  return parseEndpoint(text, IMAP)
}

/**
 * `smtps://host[:465]`, `smtp://host[:587]` (STARTTLS required) or `smtp+plain://host:port` → where mail is submitted.
 * @throws Error as `parseImapUrl` does
 */
export function parseSmtpUrl(text: string): MailEndpoint {
  return parseEndpoint(text, SMTP)
}

function parseEndpoint(text: string, schemes: Schemes): MailEndpoint {
  const url = URL.parse(text)
  const name = url?.protocol.slice(0, -1) ?? ''
  const scheme = Object.hasOwn(schemes, name) ? schemes[name] : undefined
  if (!url || !scheme) {
    const [first, second, third] = Object.keys(schemes)
    throw new Error(
      `must begin with ${first}://, ${second}:// or ${third}:// and name a host, as ${first}://mail.example.org`,
    )
  }
  if (url.username || url.password) throw new Error('must not hold a user name or password')
  if (url.pathname.length > 1 || url.search || url.hash)
    throw new Error('must end after the host name and port')
  // A scheme that URL doesn't know keeps the host as it was written: IPv6 in brackets, upper case.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (!host || !/^[a-z0-9._:-]+$/.test(host)) throw new Error('must name a host')
  const port = url.port ? Number(url.port) : scheme.port
  if (port < 1) throw new Error('must name a port between 1 and 65535')
  if (scheme.security === 'none' && !url.port)
    throw new Error(`must name the port, as ${name}://host:${scheme.port}`)
  return { host, port, security: scheme.security }
}
