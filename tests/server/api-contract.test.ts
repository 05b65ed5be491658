/** The contract's conventions over every call that is described: what is refused, in which order, and how. */
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { ask, expectProblem } from '#tests/servers/ask-api.ts'
import { makeMailbox } from '#tests/servers/make-mailbox.ts'
import { type Api, browser, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
const SPECS = Object.values(endpoints) as EndpointSpec[]
const PATHS = [...new Set(SPECS.map(({ path }) => path))]
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

let api: Api
let message: string

beforeAll(async () => {
  const raw = 'From: ada@example.org\nSubject: one\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello\n'
  api = await signIn(makeMailbox(inject('dovecot'), { INBOX: [raw, raw], Archive: [raw] }))
  const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages`)
  message = body.messages.at(-1)?.id ?? ''
})

/** A path that names what there is. */
function filled(path: string): string {
  return path
    .replace('/folders/:id', `/folders/${INBOX}`)
    .replace('/messages/:id', `/messages/${message}`)
    .replace(':partId', '1')
    .replace(':sid', 'a'.repeat(32))
    .replace(':changeId', randomUUID())
}

const called = (method: string, path: string) =>
  SPECS.some((spec) => spec.path === path && spec.method === method)
const has = (method: string, path: string) =>
  called(method, path) || (method === 'HEAD' && called('GET', path))
const open = (path: string) => SPECS.filter((spec) => spec.path === path).every((spec) => spec.open)

describe('who is not signed in', () => {
  test.each(SPECS.filter(({ open }) => !open).map(({ method, path }) => [method, path]))(
    'gets 401 from %s %s, whatever else is wrong with the call',
    async (method, path) => {
      const wrong = path.replaceAll(/:\w+/g, '%ff')
      const headers = { origin: 'https://evil.example' }
      await expectProblem(await ask(browser(), method, `${wrong}?limit=-1`, { headers }), 'unauthenticated')
    },
  )

  test('gets 401 from a path that nobody described, and from a method that a path does not have', async () => {
    await expectProblem(await ask(browser(), 'GET', '/api/no/such/thing'), 'unauthenticated')
    for (const path of PATHS.filter((path) => !open(path)))
      await expectProblem(await ask(browser(), 'PATCH', filled(path).replace(INBOX, 'x')), 'unauthenticated')
  })

  test('a cookie with any part of it changed is no cookie', async () => {
    const [name, value = ''] = api.cookie.split('=', 2)
    for (const at of [0, 1, Math.floor(value.length / 2), value.length - 1]) {
      const other = value[at] === 'A' ? 'B' : 'A'
      const cookie = `${name}=${value.slice(0, at)}${other}${value.slice(at + 1)}`
      const answer = await ask(browser(), 'GET', '/api/session', { headers: { cookie } })
      expect(answer.status, `changed at ${at}`).toBe(401)
    }
  })
})

describe('methods', () => {
  test.each(PATHS)('%s: any other is 405 and says which there are', async (path) => {
    for (const method of METHODS.filter((method) => !has(method, path))) {
      const answer = await ask(open(path) ? browser() : api, method, filled(path))
      const allow = answer.headers.get('allow')?.split(', ') ?? []
      expect(new Set(allow), method).toEqual(new Set([...METHODS.filter((one) => has(one, path)), 'OPTIONS']))
      if (method === 'HEAD') expect(answer.status).toBe(405)
      else await expectProblem(answer, 'method_not_allowed')
    }
  })

  test.each(PATHS)('%s: OPTIONS says which there are', async (path) => {
    const answer = await ask(open(path) ? browser() : api, 'OPTIONS', filled(path))
    expect(answer.status).toBe(204)
    expect(answer.headers.get('allow')).toContain(SPECS.find((spec) => spec.path === path)?.method)
  })

  test('a path that nobody described is 404, by any method', async () => {
    const paths = [
      '/api',
      '/api/nothing',
      '/api/messages/x/y/z',
      '/api/folders/x/y',
      '/api/sessions/a/b',
      '/api/Session',
    ]
    for (const path of paths)
      for (const method of ['GET', 'POST', 'DELETE'])
        await expectProblem(await ask(api, method, path), 'not_found')
  })
})

describe('another site', () => {
  const signs: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  const changing = SPECS.filter(({ method }) => method !== 'GET').map(({ method, path }) => [method, path])

  test.each(changing)('%s %s is refused before anything is parsed', async (method, path) => {
    for (const headers of signs)
      await expectProblem(await ask(api, method, filled(path), { headers }), 'cross_origin')
  })

  test('learns no more from paths and methods that are not there', async () => {
    const headers = { origin: 'https://evil.example' }
    await expectProblem(await ask(api, 'POST', '/api/nothing', { headers }), 'cross_origin')
    await expectProblem(await ask(api, 'PUT', '/api/session', { headers }), 'cross_origin')
  })

  test('may ask what a GET answers, which the browser keeps from it', async () => {
    const answer = await ask(api, 'GET', '/api/session', { headers: { origin: 'https://evil.example' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })
})

describe('what is out of range or no such thing', () => {
  const list = `/api/folders/${INBOX}/messages`
  test.each([
    [`${list}?limit=0`, 'limit'],
    [`${list}?limit=201`, 'limit'],
    [`${list}?limit=1.5`, 'limit'],
    [`${list}?limit=0x10`, 'limit'],
    [`${list}?limit=%201`, 'limit'],
    [`${list}?offset=-1`, 'offset'],
    [`${list}?offset=4294967296`, 'offset'],
    [`${list}?offset=1e3`, 'offset'],
    [`${list}?offset=1&offset=2`, 'offset'],
    [`${list}?sort=colour`, 'sort'],
    [`${list}?sort=--date`, 'sort'],
    [`${list}?filter=unread,odd`, 'filter.1'],
    [`${list}?threads=1`, 'threads'],
    [`${list}?around=nothing`, 'around'],
    [`/api/folders/${INBOX}/changes`, 'since'],
    [`/api/folders/${INBOX}/changes?since=`, 'since'],
    ['/api/search?limit=0', 'limit'],
    ['/api/search?limit=201', 'limit'],
    ['/api/search?offset=-1', 'offset'],
    ['/api/search?sort=x', 'sort'],
    ['/api/search?folder=*', 'folder'],
    ['/api/messages/nothing', 'id'],
    [`/api/messages/${INBOX}.0.1`, 'id'],
    [`/api/messages/${INBOX}.1.0`, 'id'],
    [`/api/messages/${INBOX}.1.4294967296`, 'id'],
    [`/api/messages/${INBOX}.1.1.1`, 'id'],
    ['/api/events?folder=*', 'folder'],
    ['/api/image', 'url'],
  ])('GET %s is 400 and names it', async (path, name) => {
    const { issues } = await expectProblem(await ask(api, 'GET', path), 'bad_request')
    expect(issues?.map((issue) => issue.path)).toContain(name)
  })

  test.each([
    ['POST', '/api/session', { username: 'a' }, 'password'],
    ['POST', '/api/session', { username: 'a\r\nb', password: 'x' }, 'username'],
    ['POST', '/api/session', { username: 'a', password: 'x\0' }, 'password'],
    ['POST', '/api/folders', {}, 'name'],
    ['POST', '/api/folders', { name: '' }, 'name'],
    ['POST', '/api/folders', { name: 'a\nb' }, 'name'],
    ['POST', '/api/folders', { name: 'a', role: 'king' }, 'role'],
    ['PATCH', `/api/folders/${INBOX}`, { subscribed: 'yes' }, 'subscribed'],
    ['POST', '/api/messages/change', { kind: 'toggle' }, 'kind'],
    ['POST', '/api/messages/change', { kind: 'delete', messages: {} }, 'messages'],
    ['POST', '/api/messages/change', { kind: 'undo' }, 'token'],
    ['POST', '/api/messages/change', { kind: 'move', messages: { ids: [] } }, 'to'],
  ])('%s %s %j is 400 and names it', async (method, path, body, name) => {
    const init = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    const { issues } = await expectProblem(await ask(api, method, path, init), 'bad_request')
    expect(issues?.map((issue) => issue.path)).toContain(name)
  })

  test('more than 1,000 ids in a call is 400; a thousand is not', async () => {
    const ids = (count: number) =>
      Array.from({ length: count }, (_, at) => `${message.replace(/\d+$/, '')}${at + 9000}`)
    const change = (count: number) =>
      api.post('/api/messages/change', { kind: 'flag', messages: { ids: ids(count) }, add: ['\\Seen'] })
    expect((await change(1001)).status).toBe(400)
    const { status, body } = await change(1000)
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: 0, undo: null, missing: ids(1000) })
  })
})
