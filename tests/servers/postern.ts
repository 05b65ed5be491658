/**
 * Postern without its HTTP server: a real Request goes to the route module that would get it, a real
 * Response comes back. What succeeds is held against the contract's schema.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import * as z from 'zod'
import type { EndpointSpec } from '#lib/api/endpoint.ts'
import * as endpoints from '#lib/api/endpoints.ts'
import type { Config } from '#lib/server/config/config.ts'
import type { Reachable } from './make-mailbox.ts'

const ROOT = new URL('../../', import.meta.url).pathname
const ORIGIN = 'http://postern.test'

const dataDir = mkdtempSync(join(tmpdir(), 'postern-data-'))

process.env.DATA_DIR = dataDir
process.env.SESSION_SECRET = 'a secret of the tests: 32 characters and more'
process.env.LOG_LEVEL ??= 'silent'
process.env.IDLE_MINUTES = '1'
process.env.MAIL_IMAP ??= 'imap+plain://127.0.0.1:9'

type Shared = { posternConfig?: Config | undefined }

/** Changes the configuration for what follows in this file. Undefined takes a variable away. */
export function configure(env: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  ;(globalThis as Shared).posternConfig = undefined
}

afterAll(async () => {
  const { closeAccounts } = await import('#lib/server/imap/accounts.ts')
  const { closeDatabase } = await import('#lib/server/store/database.ts')
  if (globalThis.posternOutbox) await (await import('#lib/server/compose/outbox.ts')).stopOutbox(5_000)
  await closeAccounts()
  closeDatabase()
  rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 })
})

type Route = { file: string; pattern: RegExp; rank: string }

/** `app/api/folders/[id]/route.ts` → its pattern. A word beats `[name]`, which beats `[...rest]`. */
function routeOf(file: string): Route {
  const steps = file.split('/').slice(0, -1)
  const pattern = steps.map((step) => {
    if (step.startsWith('[[...')) return '(?:/.*)?'
    if (step.startsWith('[...')) return '/.+'
    return step.startsWith('[') ? '/[^/]+' : `/${step.replaceAll('.', '\\.')}`
  })
  const rank = steps
    .map((step) => (/^\[+\.\.\./.test(step) ? '2' : step.startsWith('[') ? '1' : '0'))
    .join('')
  return { file: `${ROOT}app/api/${file}`, pattern: new RegExp(`^/api${pattern.join('')}$`), rank }
}

/** Every route file under app/api, the most particular first. */
function routeFiles(): Route[] {
  return readdirSync(`${ROOT}app/api`, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('/route.ts'))
    .map(routeOf)
    .sort((a, b) => a.rank.localeCompare(b.rank))
}

type Handler = (request: Request) => Promise<Response>

/** Answers a Request as Next would: by the route file of its path, 405 where that has no such method. */
async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const route = routeFiles().find(({ pattern }) => pattern.test(pathname))
  if (!route) throw new Error(`no route file answers ${pathname}`)
  const module = (await import(route.file)) as Record<string, Handler | undefined>
  const handler = module[request.method] ?? (request.method === 'HEAD' ? module.GET : undefined)
  return handler ? await handler(request) : new Response(null, { status: 405 })
}

/** Parsed JSON, text of any other `text/*`, else bytes; null where there is none. */
export type Answer<T = unknown> = { status: number; headers: Headers; body: T }

export type RequestOptions = { headers?: Record<string, string>; signal?: AbortSignal }

/** The API as one browser sees it: keeps its cookie. */
export type Api = {
  get<T = unknown>(path: string, options?: RequestOptions): Promise<Answer<T>>
  delete<T = unknown>(path: string, options?: RequestOptions): Promise<Answer<T>>
  post<T = unknown>(path: string, json?: unknown, options?: RequestOptions): Promise<Answer<T>>
  put<T = unknown>(path: string, json?: unknown, options?: RequestOptions): Promise<Answer<T>>
  patch<T = unknown>(path: string, json?: unknown, options?: RequestOptions): Promise<Answer<T>>
  /** Any request at all, with this browser's cookie: for bytes and streams. A path is a GET. */
  raw(request: Request | string): Promise<Response>
  /** The `Cookie` header as it stands; empty when signed out. */
  cookie: string
}

function specOf(method: string, pathname: string): EndpointSpec | undefined {
  return (Object.values(endpoints) as EndpointSpec[]).find(
    (spec) =>
      spec.method === method &&
      new RegExp(`^${spec.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`).test(pathname),
  )
}

function holdAgainstContract(request: Request, status: number, body: unknown): void {
  const spec = specOf(request.method, new URL(request.url).pathname)
  if (!spec || status >= 400) return
  expect(status, `${request.method} ${spec.path} answers ${spec.status}`).toBe(spec.status)
  if (!spec.answer || typeof spec.answer === 'string') return
  const parsed = z.safeParse(spec.answer, body)
  expect(parsed.error, `the answer of ${request.method} ${spec.path}`).toBeUndefined()
}

async function bodyOf(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null) return null
  if (/[/+]json/.test(type)) return await response.json()
  return type.startsWith('text/') ? await response.text() : await response.bytes()
}

/** A browser that is not signed in. */
export function browser(): Api {
  const api: Api = {
    cookie: '',
    get: (path, options) => call(api, 'GET', path, undefined, options),
    delete: (path, options) => call(api, 'DELETE', path, undefined, options),
    post: (path, json, options) => call(api, 'POST', path, json, options),
    put: (path, json, options) => call(api, 'PUT', path, json, options),
    patch: (path, json, options) => call(api, 'PATCH', path, json, options),
    raw: (request) =>
      send(api, typeof request === 'string' ? new Request(new URL(request, ORIGIN)) : request),
  }
  return api
}

async function send(api: Api, request: Request): Promise<Response> {
  const headers = new Headers(request.headers)
  if (api.cookie && !headers.has('cookie')) headers.set('cookie', api.cookie)
  if (!headers.has('host')) headers.set('host', new URL(request.url).host)
  if (!headers.has('x-forwarded-for')) headers.set('x-forwarded-for', '192.0.2.1')
  const response = await answer(new Request(request, { headers }))
  const set = response.headers.get('set-cookie')
  if (set !== null) api.cookie = set.includes('Max-Age=0') ? '' : (set.split(';')[0] ?? '')
  return response
}

async function call<T>(
  api: Api,
  method: string,
  path: string,
  json: unknown,
  { headers = {}, signal }: RequestOptions = {},
): Promise<Answer<T>> {
  const request = new Request(new URL(path, ORIGIN), {
    method,
    signal: signal ?? null,
    headers: { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  })
  const response = await send(api, request)
  const body = await bodyOf(response)
  holdAgainstContract(request, response.status, body)
  // The caller says what it expects; the contract's schema has just been held against it.
  return { status: response.status, headers: response.headers, body: body as T }
}

/** Points Postern at this mailbox's server. */
export function pointAt({ server }: { server: Reachable }): void {
  const url = `imap+plain://127.0.0.1:${server.plainPort}`
  if (process.env.MAIL_IMAP !== url) configure({ MAIL_IMAP: url })
}

/** Signs in to a test mailbox by the login route, and gives that browser. */
export async function signIn(mailbox: {
  server: Reachable
  username: string
  password: string
}): Promise<Api> {
  pointAt(mailbox)
  const api = browser()
  const { username, password } = mailbox
  const answered = await api.post('/api/session', { username, password })
  expect(answered.status, JSON.stringify(answered.body)).toBe(201)
  return api
}
