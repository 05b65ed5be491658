import { NextRequest } from 'next/server.js'
import { expect, test } from 'vitest'
import { config, proxy } from '../../proxy.ts'

function directives(policy: string | null): Map<string, string> {
  return new Map(
    (policy ?? '').split('; ').map((directive) => {
      const [name = '', ...rest] = directive.split(' ')
      return [name, rest.join(' ')]
    }),
  )
}

function page(): Map<string, string> {
  return directives(proxy(new NextRequest('http://postern.test/mail')).headers.get('content-security-policy'))
}

test('a page runs no script but by its own nonce', () => {
  const policy = page()
  expect(policy.get('script-src')).toMatch(/^'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/)
  expect(policy.get('default-src')).toBe("'none'")
  for (const name of ['object-src', 'base-uri', 'frame-ancestors']) expect(policy.get(name)).toBe("'none'")
  for (const name of ['connect-src', 'frame-src', 'form-action']) expect(policy.get(name)).toBe("'self'")
  for (const [name, value] of policy) {
    expect(value, name).not.toContain("'unsafe-eval'")
    expect(value, name).not.toMatch(/(^| )(\*|https?:)( |$)/)
    if (name !== 'style-src-attr') expect(value, name).not.toContain("'unsafe-inline'")
  }
})

test('every request has a nonce of its own', () => {
  const nonces = Array.from({ length: 50 }, () => page().get('script-src'))
  expect(new Set(nonces).size).toBe(50)
})

test('a page is kept by no cache', () => {
  expect(proxy(new NextRequest('http://postern.test/mail')).headers.get('cache-control')).toBe('no-store')
})

test('pages pass the proxy; the API, files and the message frame do not', () => {
  const passes = (path: string) => config.matcher.some((pattern) => new RegExp(`^${pattern}$`).test(path))
  const pages = [
    '/',
    '/login',
    '/mail',
    '/mail/SU5CT1g',
    '/mail/SU5CT1g/SU5CT1g.1.2',
    '/settings',
    '/no/such',
    '/apiary',
  ]
  expect(pages.filter((path) => !passes(path))).toEqual([])
  const others = [
    '/api',
    '/api/session',
    '/api/x.svg',
    '/_next/static/a.js',
    '/frame.html',
    '/icon.svg',
    '/manifest.webmanifest',
  ]
  expect(others.filter(passes)).toEqual([])
})

test('the message frame has the policy that holds without a sanitiser', async () => {
  const { default: next } = await import('../../next.config.js')
  const rules = (await next.headers?.()) ?? []
  const frame = rules.find(({ source }) => source === '/frame.html')
  const policy = frame?.headers.find(({ key }) => key === 'Content-Security-Policy')?.value
  expect(frame?.headers).toContainEqual({ key: 'X-DNS-Prefetch-Control', value: 'off' })
  expect(policy).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  )
})
