/** How an operator writes down where a mail server listens: one URL. */

/** Where a mail server listens. `starttls` is required, never tried; `none` is the operator's word. */
export type ImapEndpoint = {
  host: string
  port: number
  security: 'tls' | 'starttls' | 'none'
  /** Only a user's word stands for this host: it is dialled at a public address or not at all. */
  publicOnly?: true
}

const SCHEMES = {
  'imaps:': { security: 'tls', port: 993 },
  'imap:': { security: 'starttls', port: 143 },
  'imap+plain:': { security: 'none', port: 143 },
} as const

/**
 * `imaps://host[:993]`, `imap://host[:143]` (STARTTLS required) or `imap+plain://host:port` → where to connect.
 * @throws Error with a sentence that says what is wrong, without the variable's name.
 */
export function parseImapUrl(text: string): ImapEndpoint {
  const url = URL.parse(text)
  const scheme = url && Object.hasOwn(SCHEMES, url.protocol) ? (url.protocol as keyof typeof SCHEMES) : null
  if (!url || !scheme)
    throw new Error(
      'must begin with imaps://, imap:// or imap+plain:// and name a host, as imaps://mail.example.org',
    )
  if (url.username || url.password) throw new Error('must not hold a user name or password')
  if (url.pathname.length > 1 || url.search || url.hash)
    throw new Error('must end after the host name and port')
  // A scheme that URL doesn't know keeps the host as it was written: IPv6 in brackets, upper case.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase()
  if (!host || !/^[a-z0-9._:-]+$/.test(host)) throw new Error('must name a host')
  const port = url.port ? Number(url.port) : SCHEMES[scheme].port
  if (port < 1) throw new Error('must name a port between 1 and 65535')
  if (scheme === 'imap+plain:' && !url.port) throw new Error('must name the port, as imap+plain://host:143')
  return { host, port, security: SCHEMES[scheme].security }
}
