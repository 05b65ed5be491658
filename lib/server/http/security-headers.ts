/** What every answer says to the browser about what it may do with it. */

/** For data: nothing in it is ever run, framed or loaded. */
export const DATA_CSP =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** For every answer, pages included. */
export const COMMON_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // A mail's links tell nobody that they are on the screen.
  'X-DNS-Prefetch-Control': 'off',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Permitted-Cross-Domain-Policies': 'none',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
} as const

/** A year; without preload or subdomains, which are the operator's to say. */
export const HSTS = 'max-age=31536000'

/** An answer of the API, with the headers that it hasn't set itself. No cache keeps it, whatever it says. */
export function withSecurityHeaders(answer: Response, https: boolean): Response {
  const headers = new Headers(answer.headers)
  const defaults = {
    ...COMMON_HEADERS,
    'Content-Security-Policy': DATA_CSP,
    ...(https && { 'Strict-Transport-Security': HSTS }),
  }
  for (const [name, value] of Object.entries(defaults)) if (!headers.has(name)) headers.set(name, value)
  const caching = headers.get('Cache-Control')
  if (!caching?.includes('no-store'))
    headers.set('Cache-Control', caching ? `no-store, ${caching}` : 'no-store')
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers })
}
