/** How large a message a submission server takes, asked before anybody sends: a greeting and a goodbye (RFC 1870 §3). */
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { MailEndpoint, MailServer } from '#lib/server/config/config.ts'
import { log } from '#lib/server/config/log.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { isSizeKnown } from './offered-size.ts'
import { connectSmtp } from './smtp-connection.ts'
import { smtpEndpoints } from './smtp-endpoints.ts'

/** Who did not answer is left in peace so long. */
const LIMITS = { milliseconds: 10 * 60_000, perOwner: 1_000, inAll: 1_000 }

declare global {
  /** Whom somebody asked lately, by the name of the IMAP server that it belongs to. */
  var posternAskedSizes: Kept<true> | undefined
}

/** Asks, where it is not known and was not asked lately. Nobody waits for it: `offeredSize` says it afterwards. */
export function askOfferedSize(server: MailServer): void {
  globalThis.posternAskedSizes ??= new Kept(LIMITS)
  const asked = globalThis.posternAskedSizes
  const endpoints = smtpEndpoints(server)
  const name = endpoints.map(({ host, port }) => `${host}:${port}`).join(' ')
  if (isSizeKnown(server) || asked.get('', name)) return
  asked.put('', name, true, 1)
  greet(endpoints).catch((error: unknown) => log().warn({ err: error }, 'a submission server was not asked'))
}

/** The first that can be talked to. */
async function greet(endpoints: readonly MailEndpoint[]): Promise<void> {
  for (const endpoint of endpoints) {
    const connection = await connectSmtp(endpoint)
    if (connection instanceof SMTPConnection) return connection.quit()
  }
}
