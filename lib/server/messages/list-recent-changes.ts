/** `GET /api/changes/recent`. */
import type { RecentChanges } from '#lib/api/recent-changes.ts'
import { accountKey } from '#lib/server/imap/accounts.ts'
import { recentChanges } from '#lib/server/live/recent-changes.ts'
import type { SignedIn } from '#lib/server/session/session.ts'

/** What was done to this mailbox lately, from wherever. The mail server is not asked. */
export async function listRecentChanges({ signedIn }: { signedIn: SignedIn }): Promise<RecentChanges> {
  const key = accountKey(signedIn.server, signedIn.credentials.username)
  return { changes: recentChanges(key, signedIn.sid) }
}
