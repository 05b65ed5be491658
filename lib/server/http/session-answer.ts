/** What `GET` and `POST /api/session` say about who is signed in. */
import type { Session } from '#lib/api/session.ts'
import { askOfferedSize } from '#lib/server/compose/ask-offered-size.ts'
import { offeredSize } from '#lib/server/compose/offered-size.ts'
import { config } from '#lib/server/config/config.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { capabilitiesOf } from '#lib/server/imap/capabilities.ts'
import { readQuota } from '#lib/server/imap/read-quota.ts'

/** The session of an account. @throws MailError unavailable */
export async function describeSession({ account }: { account: Account }): Promise<Session> {
  const [capabilities, quota] = await Promise.all([capabilitiesOf(account), readQuota(account)])
  const most = offeredSize(account.server)
  askOfferedSize(account.server)
  return {
    username: account.username,
    server: account.server.name,
    // A submission server is configured, or looked for beside the IMAP server when somebody sends.
    capabilities: { ...capabilities, sieve: false, send: true },
    ...(quota && { quota }),
    limits: {
      maxUploadBytes: config().maxUploadBytes,
      ...(most !== undefined && { maxMessageBytes: most }),
    },
  }
}
