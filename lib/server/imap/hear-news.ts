/** News of the open folder before it is asked about: a session sees it as it was when it last heard (RFC 3501 §7.4.1). */
import type { OpenBox } from './account.ts'

/** The connection may have this folder open for a while: what came since is told now. @throws MailError unavailable */
export async function hearNews(box: OpenBox): Promise<void> {
  if (box.lent > 1) await box.run('NOOP', [])
}
