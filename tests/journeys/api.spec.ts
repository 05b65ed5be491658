/** The API as the production server answers it: what only the real router and the real wire can show. */
import { request as ask } from 'node:http'
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import { PROBLEMS, Problem } from '#lib/api/problem.ts'
import { eml } from '#tests/servers/eml.ts'
import { expect, test } from './fixtures.ts'

const SPECS = Object.values(endpoints) as EndpointSpec[]
const PATHS = [...new Set(SPECS.map(({ path }) => path))]
const INBOX = Buffer.from('INBOX').toString('base64url')

type Answer = { status: number; headers: Record<string, string>; body: string }

/** One request on a connection of its own, whatever its method. */
function send(
  url: string,
  method: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = ask(url, { method, headers, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      const said = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(said), body: text }),
      )
    })
    request.once('error', reject)
    request.end(body)
  })
}

function expectProblem({ status, headers, body }: Answer, code: keyof typeof PROBLEMS, about: string): void {
  expect(status, about).toBe(PROBLEMS[code].status)
  expect(headers['content-type'], about).toBe('application/problem+json')
  expect(headers['cache-control'], about).toContain('no-store')
  expect(Problem.parse(JSON.parse(body)).code, about).toBe(code)
}

const filled = (path: string) =>
  path
    .replace('/folders/:id', `/folders/${INBOX}`)
    .replace('/messages/:id', `/messages/${INBOX}.1700000000.1`)
    .replace(':partId', '1')
    .replace(':sid', 'a'.repeat(32))
    .replace(':changeId', '3d4c1a9e-5d83-4c9b-9f6e-0a5d4f7f6f10')

test('every path takes the methods that are described and says so to any other', async ({
  baseURL,
  mailbox,
}) => {
  const { username, password } = mailbox({ INBOX: [eml()] })
  const json = { 'content-type': 'application/json' }
  const signedIn = await send(`${baseURL}/api/session`, 'POST', json, JSON.stringify({ username, password }))
  expect(signedIn.status).toBe(201)
  const cookie = signedIn.headers['set-cookie']?.split(';')[0] ?? ''
  for (const path of PATHS) {
    const methods = SPECS.filter((spec) => spec.path === path).map(({ method }) => method)
    const url = `${baseURL}${filled(path)}`
    for (const method of (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
      (one) => !methods.includes(one),
    )) {
      const answer = await send(url, method, { cookie })
      expectProblem(answer, 'method_not_allowed', `${method} ${path}`)
      for (const one of methods) expect(answer.headers.allow, path).toContain(one)
    }
    const options = await send(url, 'OPTIONS', { cookie })
    expect([options.status, options.headers.allow?.includes(methods[0] ?? '?')], path).toEqual([204, true])
    if (!methods.includes('GET'))
      expect((await send(url, 'HEAD', { cookie })).status, `HEAD ${path}`).toBe(405)
  }
})

test('a stranger learns from no path more than that he is one', async ({ baseURL }) => {
  const closed = SPECS.filter(({ open }) => !open)
  for (const { method, path } of closed)
    expectProblem(await send(`${baseURL}${filled(path)}`, method), 'unauthenticated', path)
  for (const path of [
    '/api',
    '/api/nothing',
    '/api/messages/x/y/z/q',
    '/api/Folders',
    '/api/..%2f..%2fetc',
    '/api/%00',
  ])
    expectProblem(await send(`${baseURL}${path}`, 'GET'), 'unauthenticated', path)
})

test('a method that nothing here has is refused, never a page and never a fault', async ({ baseURL }) => {
  for (const method of ['PROPFIND', 'TRACE', 'QUERY', 'LINK'])
    for (const path of ['/api/session', '/api/nothing', '/api/health']) {
      const { status, headers, body } = await send(`${baseURL}${path}`, method)
      expect([status, headers.allow !== undefined], `${method} ${path}`).toEqual([405, true])
      expect(body, `${method} ${path}`).not.toContain('<html')
      expect(headers['content-security-policy'], `${method} ${path}`).toContain("default-src 'none'")
    }
})

test('lists are compressed for whoever takes that; downloads and their ranges are not', async ({
  baseURL,
  mailbox,
}) => {
  const content = Buffer.from('All of it. '.repeat(1_000))
  const parts = [{ filename: 'all.txt', type: 'text/plain', content }]
  const INBOX = [...Array.from({ length: 30 }, (_, at) => eml({ subject: `Lease ${at}` })), eml({ parts })]
  const { username, password } = mailbox({ INBOX })
  const json = { 'content-type': 'application/json' }
  const signedIn = await send(`${baseURL}/api/session`, 'POST', json, JSON.stringify({ username, password }))
  const cookie = signedIn.headers['set-cookie']?.split(';')[0] ?? ''
  const folder = Buffer.from('INBOX').toString('base64url')
  const ask = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(`${baseURL}${path}`, { headers: { cookie, ...headers } })
    return {
      encoding: answer.headers.get('content-encoding'),
      status: answer.status,
      text: await answer.text(),
    }
  }
  const path = `/api/folders/${folder}/messages`
  const squeezed = await ask(path, { 'accept-encoding': 'gzip' })
  const plain = await ask(path, { 'accept-encoding': 'identity' })
  expect([squeezed.encoding, plain.encoding]).toEqual(['gzip', null])
  expect(JSON.parse(squeezed.text)).toEqual(JSON.parse(plain.text))
  const part = `/api/messages/${folder}.1700000000.31/parts/2`
  for (const [range, status, text] of [
    ['', 200, content.toString()],
    ['bytes=4-5', 206, 'of'],
  ] as const)
    expect(await ask(part, { 'accept-encoding': 'gzip', ...(range && { range }) })).toEqual({
      encoding: null,
      status,
      text,
    })
})

test('a search streams over the wire, folder by folder', async ({ baseURL, mailbox }) => {
  const { username, password } = mailbox({
    INBOX: [eml({ subject: 'lease' })],
    Clients: [eml({ subject: 'lease' })],
  })
  const json = { 'content-type': 'application/json' }
  const signedIn = await send(`${baseURL}/api/session`, 'POST', json, JSON.stringify({ username, password }))
  const cookie = signedIn.headers['set-cookie']?.split(';')[0] ?? ''
  const answer = await send(`${baseURL}/api/search?q=lease`, 'GET', { cookie, accept: 'text/event-stream' })
  expect(answer.headers['content-type']).toMatch(/^text\/event-stream/)
  expect(answer.headers['content-encoding']).toBeUndefined()
  expect(answer.body.match(/^event: .*$/gm)).toEqual(['event: results', 'event: results', 'event: done'])
})
