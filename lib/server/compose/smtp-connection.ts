/** A connection to a submission server, up to what it says of itself (RFC 5321 §3.1, §3.2). Nobody has logged in on it yet. */
import { isIP } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { config, type MailEndpoint } from '#lib/server/config/config.ts'
import { reachableAddressOf } from '#lib/server/config/reachable-address.ts'
import { noteOfferedSize } from './offered-size.ts'
import { type SmtpFailure, translateSmtp } from './smtp-failure.ts'

/** Connects, encrypted as the endpoint says, within the deadline. What the server takes at most is kept in mind. */
export async function connectSmtp(endpoint: MailEndpoint): Promise<SMTPConnection | SmtpFailure> {
  const { host, port, security, publicOnly } = endpoint
  const address = publicOnly ? await reachableAddressOf(host) : host
  if (address === null) return translateSmtp(null)
  const { connect, send } = config().deadlines
  const connection = new SMTPConnection({
    host: address,
    port,
    secure: security === 'tls',
    // Never opportunistic: a man in the middle would strip it (RFC 8314 §3).
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(isIP(host) === 0 && { servername: host }),
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true },
    name: config().publicUrl?.hostname ?? '[127.0.0.1]',
    connectionTimeout: connect,
    greetingTimeout: connect,
    dnsTimeout: connect,
    socketTimeout: send.silence,
    logger: false,
  })
  return await new Promise((resolve) => {
    const timer = setTimeout(() => connection.close(), connect)
    connection.on('error', (error) => resolve(translateSmtp(error)))
    connection.on('end', () => resolve(translateSmtp(null)))
    connection.connect((error) => {
      clearTimeout(timer)
      if (!error) noteOfferedSize(endpoint, offerOf(connection).maxSize)
      resolve(error ? translateSmtp(error) : connection)
    })
  })
}

/** What the server said to EHLO: nodemailer keeps it to itself. `maxSize`: bytes, 0 where it names no limit. */
export function offerOf(connection: SMTPConnection): { extensions: readonly string[]; maxSize: number } {
  const { _supportedExtensions, _maxAllowedSize } = connection as unknown as {
    _supportedExtensions: string[]
    _maxAllowedSize: number
  }
  return { extensions: _supportedExtensions, maxSize: _maxAllowedSize }
}
