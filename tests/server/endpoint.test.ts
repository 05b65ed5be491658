import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import { wholeNumber } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { log } from '#lib/server/config/log.ts'
import { openEndpoint, sessionEndpoint } from '#lib/server/http/endpoint.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, browser, configure, signIn } from '#tests/servers/postern.ts'

const spec = {
  method: 'POST',
  path: '/api/things/:id',
  summary: 'A call to try the edge with',
  params: z.object({ id: z.string().check(z.regex(/^[a-z ]+$/)) }),
  query: z.object({ limit: z._default(wholeNumber(1, 200), 50), tag: z.optional(z.array(z.string())) }),
  body: z.object({ name: z.string() }),
  answer: z.object({ said: z.unknown() }),
  status: 200,
  errors: [],
  open: true,
} as const satisfies EndpointSpec

const echo = openEndpoint(spec, async ({ params, query, body }) => ({ said: { params, query, body } }))

type Init = { headers?: Record<string, string>; body?: BodyInit; path?: string; method?: string }

function request({
  headers = {},
  body = '{"name":"a"}',
  path = '/api/things/x',
  method = 'POST',
}: Init = {}) {
  return new Request(`http://postern.test${path}`, {
    method,
    headers: { host: 'postern.test', 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body, duplex: 'half' }),
  })
}

async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  return (await answer.json()) as Problem
}

afterEach(() => {
  vi.restoreAllMocks()
  configure({ PUBLIC_URL: undefined })
})

test('path, query and body reach the use case parsed; unknown parameters are let pass', async () => {
  const answer = await echo(request({ path: '/api/things/a%20b?limit=7&tag=x&tag=y&else=1' }))
  expect(await answer.json()).toEqual({
    said: { params: { id: 'a b' }, query: { limit: 7, tag: ['x', 'y'] }, body: { name: 'a' } },
  })
})

test('what is longer than a packet is compressed for whoever takes it, and says so', async () => {
  const name = 'a row of a list, '.repeat(500)
  const ask = (encodings: string, given: string = name) =>
    echo(request({ headers: { 'accept-encoding': encodings }, body: JSON.stringify({ name: given }) }))
  for (const encodings of ['gzip', 'br, gzip;q=0.5, deflate']) {
    const answer = await ask(encodings)
    // As Next gets it: the server around it calls it Content-Encoding.
    expect(answer.headers.get('x-content-encoding')).toBe('gzip')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    const bytes = Buffer.from(await answer.arrayBuffer())
    expect(bytes.length).toBe(Number(answer.headers.get('content-length')))
    expect(bytes.length).toBeLessThan(name.length / 5)
    expect(JSON.parse(gunzipSync(bytes).toString())).toMatchObject({ said: { body: { name } } })
  }
  for (const [encodings, given] of [
    ['br', name],
    ['gzip;q=0', name],
    ['', name],
    ['gzip', 'short'],
  ] as const) {
    const answer = await ask(encodings, given)
    expect(answer.headers.has('x-content-encoding')).toBe(false)
    expect(await answer.json()).toMatchObject({ said: { body: { name: given } } })
  }
})

test.each([
  [{ path: '/api/things/X' }, 'id'],
  [{ path: '/api/things/%ff' }, 'id'],
  [{ path: '/api/things/x?limit=201' }, 'limit'],
  [{ path: '/api/things/x?limit=' }, 'limit'],
  [{ path: '/api/things/x?limit=1&limit=2' }, 'limit'],
  [{ body: '{"name":1}' }, 'name'],
  [{ body: '{}' }, 'name'],
  [{ body: '{' }, ''],
  [{ body: '' }, ''],
  [{ body: new Uint8Array([0x22, 0xff, 0x22]) }, ''],
  [{ headers: { 'content-type': 'text/plain' } }, ''],
  [{ headers: { 'content-type': 'application/x-www-form-urlencoded' } }, ''],
])('%j is 400 and says where', async (init: Init, path) => {
  const answer = await echo(request(init))
  const problem = await problemOf(answer)
  expect(problem).toMatchObject({ type: 'about:blank', status: 400, code: 'bad_request' })
  expect(problem.issues).toEqual([{ path, message: expect.stringMatching(/./) }])
})

test('a body that is too large is 413, said or not', async () => {
  const said = await echo(request({ headers: { 'content-length': '99999999' } }))
  expect((await problemOf(said)).code).toBe('too_large')
  const chunk = new Uint8Array(1024 * 1024).fill(32)
  let sent = 0
  const body = new ReadableStream({
    pull(controller) {
      sent++
      if (sent > 40) controller.close()
      else controller.enqueue(chunk)
    },
  })
  expect((await problemOf(await echo(request({ body })))).code).toBe('too_large')
  expect(sent).toBeLessThan(20)
})

test.each([
  [{ origin: 'https://evil.example' }],
  [{ origin: 'http://postern.test.evil.example' }],
  [{ origin: 'http://postern.test:8080' }],
  [{ origin: 'null' }],
  [{ origin: '' }],
  [{ origin: 'http://postern.test', 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'cross-site' }],
  [{ 'sec-fetch-site': 'same-site' }],
  [{ origin: 'http://postern.test', 'x-forwarded-proto': 'https' }],
])('a change asked for by %j is 403 cross_origin', async (headers: Record<string, string>) => {
  expect(await problemOf(await echo(request({ headers, body: '{' })))).toMatchObject({
    status: 403,
    code: 'cross_origin',
  })
})

test.each([
  [{}],
  [{ origin: 'http://postern.test' }],
  [{ origin: 'http://postern.test', 'sec-fetch-site': 'same-origin' }],
  [{ 'sec-fetch-site': 'none' }],
  [{ origin: 'https://postern.test', 'x-forwarded-proto': 'https' }],
  [{ origin: 'https://mail.example.org' }],
])('a change asked for by %j passes', async (headers: Record<string, string>) => {
  configure({
    PUBLIC_URL:
      'https' in headers || headers.origin?.includes('mail.') ? 'https://mail.example.org' : undefined,
  })
  expect((await echo(request({ headers }))).status).toBe(200)
})

test('a GET is nobody’s change: other origins may ask and learn nothing', async () => {
  const answer = await browser().get('/api/health', { headers: { origin: 'https://evil.example' } })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

test('who is not signed in gets 401 before anything else is looked at', async () => {
  const nobody = browser()
  const calls: [keyof Pick<Api, 'get' | 'post' | 'delete'>, string][] = [
    ['get', '/api/sessions'],
    ['get', '/api/image'],
    ['delete', '/api/sessions/!'],
    ['post', '/api/messages/!/images'],
    ['get', '/api/no/such/thing'],
    ['get', '/api'],
  ]
  for (const [method, path] of calls) {
    const { status, body } = await nobody[method]<Problem>(path, {
      headers: { origin: 'https://evil.example' },
    } as never)
    expect(status, path).toBe(401)
    expect(body).toMatchObject({
      code: 'unauthenticated',
      title: 'You are signed out. Please sign in again.',
    })
  }
})

test('an unknown path is 404 for who is signed in', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    expect((await api.get<Problem>('/api/no/such/thing')).body).toMatchObject({
      status: 404,
      code: 'not_found',
    })
    expect((await api.post<Problem>('/api/sessionsx', {})).body).toMatchObject({
      status: 404,
      code: 'not_found',
    })
  }))

test('401 comes before 403, and 403 before 400', () =>
  withMailbox({}, async (mailbox) => {
    const guarded = sessionEndpoint({ ...spec, open: undefined }, async () => ({ said: 1 }))
    const bad = { headers: { origin: 'https://evil.example' }, body: '{' }
    expect((await guarded(request(bad))).status).toBe(401)
    const { cookie } = await signIn(mailbox)
    const send = (headers: Record<string, string>) =>
      guarded(request({ body: '{', headers: { cookie, ...headers } }))
    expect((await send({ origin: 'https://evil.example' })).status).toBe(403)
    expect((await send({})).status).toBe(400)
  }))

test('every answer carries the policy, nosniff and no-store; what a use case says itself stays', async () => {
  const bytes = openEndpoint(
    spec,
    async () =>
      new Response('x', {
        headers: { 'content-security-policy': 'sandbox', 'cache-control': 'no-transform' },
      }),
  )
  for (const answer of [await echo(request()), await echo(request({ body: '{' }))]) {
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    for (const directive of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(answer.headers.get('content-security-policy')).toContain(directive)
  }
  const own = await bytes(request())
  expect(own.headers.get('content-security-policy')).toBe('sandbox')
  expect(own.headers.get('cache-control')).toBe('no-store, no-transform')
})

test('a failure of the house answers with its code, and says when to come back', async () => {
  const busy = openEndpoint(spec, async () => {
    throw new MailError('unavailable', { retryAfter: 7.2, detail: 'The mail server is restarting.' })
  })
  const answer = await busy(request())
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('8')
  expect(await problemOf(answer)).toEqual({
    type: 'about:blank',
    title: 'The mail server cannot be reached at the moment.',
    status: 503,
    code: 'unavailable',
    detail: 'The mail server is restarting.',
  })
})

test('any other failure is 500, and neither the answer nor the log repeats what it said', async () => {
  const lines: unknown[] = []
  vi.spyOn(log(), 'error').mockImplementation((...said: unknown[]) => void lines.push(said))
  const broken = openEndpoint(spec, async () => {
    throw new TypeError('a sentinel subject', { cause: new Error('a sentinel password') })
  })
  const answer = await broken(request())
  expect(answer.status).toBe(500)
  expect(JSON.stringify(await problemOf(answer))).not.toContain('sentinel')
  expect(lines).toHaveLength(1)
})

test('a caller who hung up is no failure to be logged', async () => {
  const error = vi.spyOn(log(), 'error')
  const gone = new AbortController()
  const waiting = openEndpoint(spec, async ({ request: { signal } }) => {
    gone.abort()
    signal.throwIfAborted()
    return { said: 1 }
  })
  const call = new Request(request(), { signal: gone.signal })
  expect((await waiting(call)).status).toBe(499)
  expect(error).not.toHaveBeenCalled()
})
