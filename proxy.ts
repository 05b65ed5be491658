/** Pages only: a nonce a request, so that no script runs but Next's own. The API says its headers itself. */
import { type NextRequest, NextResponse } from 'next/server'
import { pagePolicy } from '#lib/server/http/page-policy.ts'

export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
  const policy = pagePolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  // A page carries mail: no cache may keep it, the browser's own "back" cache included.
  response.headers.set('cache-control', 'no-store')
  return response
}

export const config = {
  // Not the API (each route costs twice as much behind a proxy), not files, not the message frame.
  matcher: [
    '/((?!api/|api$|_next/static|_next/image|frame\\.html$|[^/]*\\.(?:svg|png|ico|webmanifest|txt|js)$).*)',
  ],
}
