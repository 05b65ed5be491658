/** Who may ask for a change: this site's own pages, and scripts, which send neither header. */
import { MailError } from '#lib/mail/mail-error.ts'
import { config } from '#lib/server/config/config.ts'

/**
 * True where the browser speaks TLS with us (or with the proxy in front of us). `X-Forwarded-Proto` is
 * what our own start put there.
 */
export function isHttps(request: { headers: Headers }): boolean {
  return (
    config().publicUrl?.protocol === 'https:' ||
    request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https'
  )
}

function isOwnOrigin(origin: string, request: Request): boolean {
  const { publicUrl } = config()
  if (publicUrl && origin === publicUrl.origin) return true
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host')
  const url = URL.parse(origin)
  if (!url || !host || url.origin !== origin || url.host !== host.toLowerCase()) return false
  // A page that came without TLS is nobody's own once this site speaks TLS.
  return url.protocol === 'https:' || !isHttps(request)
}

/**
 * Refuses a change that a page of another site asks for.
 * @throws MailError cross_origin
 */
export function assertSameOrigin(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers.get('sec-fetch-site')
  if (site === 'cross-site' || site === 'same-site') throw new MailError('cross_origin')
  const origin = request.headers.get('origin')
  if (origin !== null && !isOwnOrigin(origin, request)) throw new MailError('cross_origin')
}
