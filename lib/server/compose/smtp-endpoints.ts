/** Where an account's mail is submitted (RFC 6409, RFC 8314). */
import { isIP } from 'node:net'
import type { MailEndpoint, MailServer } from '#lib/server/config/config.ts'

const PORTS = [
  { port: 465, security: 'tls' },
  { port: 587, security: 'starttls' },
] as const

/**
 * The configured server; else, in the order they are tried, those beside the IMAP server: its own host and, where it is
 * called so for IMAP's sake, the host that would be called so for SMTP's. Never without TLS: that is the operator's word.
 */
export function smtpEndpoints({ smtp, imap }: MailServer): MailEndpoint[] {
  if (smtp) return [smtp]
  const beside = isIP(imap.host) === 0 ? imap.host.replace(/^imaps?\./, 'smtp.') : imap.host
  const hosts = new Set([beside, imap.host])
  return [...hosts].flatMap((host) =>
    PORTS.map((at) => ({ host, ...at, ...(imap.publicOnly && { publicOnly: true as const }) })),
  )
}
