/** An image's GET to a stranger's server: redirects are followed, each one checked anew. */
import type { IncomingMessage } from 'node:http'
import { MailError } from '#lib/mail/mail-error.ts'
import { sendOutward } from '#lib/server/outward/send-outward.ts'

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])

// Who asks is nobody's business: no cookie, no referrer, no name. Identity: nothing here unpacks a bomb.
const HEADERS = { Accept: 'image/*', 'Accept-Encoding': 'identity', 'User-Agent': 'Mozilla/5.0' }

function gone(cause?: unknown): MailError {
  return new MailError('not_found', { detail: 'This image could not be loaded.', cause })
}

/**
 * The answer of `address`, redirects followed (each one checked anew). The caller reads or destroys it.
 * @throws MailError forbidden (a private address, another protocol), not_found, unavailable (aborted)
 */
export async function fetchRemote(address: string, signal: AbortSignal): Promise<IncomingMessage> {
  let url = URL.parse(address)
  for (let hop = 0; url && hop <= MOST_REDIRECTS; hop++) {
    const answer = await sendOutward(url, { method: 'GET', headers: HEADERS, signal }).catch(
      (error: unknown) => {
        throw error instanceof MailError ? error : gone(error)
      },
    )
    if (!REDIRECTS.has(answer.statusCode ?? 0)) return answer
    answer.destroy()
    url = URL.parse(answer.headers.location ?? '', url)
  }
  throw gone()
}
