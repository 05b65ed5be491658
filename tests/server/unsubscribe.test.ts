import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterEach, expect, inject, test } from 'vitest'
import type { Message } from '#lib/api/messages.ts'
import { ask, expectProblem } from '#tests/servers/ask-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, configure, signIn } from '#tests/servers/postern.ts'

const MESSAGE = '/api/messages/SU5CT1g.1700000000.1'
const ONE_CLICK = { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
const trusted = getCACertificates('default')
const ours = (file: string) => readFileSync(join(inject('dovecot').folder, file), 'utf8')

afterEach(() => {
  configure({ PRIVATE_HOSTS: undefined })
  setDefaultCACertificates(trusted)
})

type Seen = { request: IncomingMessage; body: string }

/** A list's web server, behind TLS that is trusted unless said otherwise, for as long as `work` runs. */
async function withList(
  answer: RequestListener,
  work: (origin: string, seen: Seen[]) => Promise<void>,
): Promise<void> {
  setDefaultCACertificates([...trusted, ours('tls.pem')])
  const seen: Seen[] = []
  const server = createServer({ key: ours('tls.key'), cert: ours('tls.pem') }, (request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk
    })
    request.on('end', () => {
      seen.push({ request, body })
      answer(request, response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`https://localhost:${(server.address() as AddressInfo).port}`, seen)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

/** Lends a mailbox whose first message can be left at `url`. `reach`: this loopback counts as public. */
function withListMail(
  url: string,
  headers: Record<string, string>,
  work: (api: Api) => Promise<void>,
  reach = true,
): Promise<void> {
  const source = eml({ headers: { 'List-Unsubscribe': `<${url}>`, ...headers } })
  return withMailbox({ INBOX: [source] }, async (mailbox) => {
    const api = await signIn(mailbox)
    if (reach) configure({ PRIVATE_HOSTS: 'localhost' })
    await work(api)
  })
}

const leave = (api: Api) => ask(api, 'POST', `${MESSAGE}/unsubscribe`)

test('one press sends one POST that says nothing but what RFC 8058 asks for', () =>
  withList(
    (_, response) => response.setHeader('Set-Cookie', 'who=you').end('bye'),
    (origin, seen) =>
      withListMail(`${origin}/leave?id=7`, ONE_CLICK, async (api) => {
        const { body } = await api.get<Message>(MESSAGE)
        expect(body.listUnsubscribe).toEqual({ oneClick: true, url: `${origin}/leave?id=7` })
        expect(seen).toEqual([]) // reading asks nobody
        const answer = await leave(api)
        expect([answer.status, answer.headers.get('set-cookie')]).toEqual([204, null])
        expect(seen.map(({ request, body }) => [request.method, request.url, body])).toEqual([
          ['POST', '/leave?id=7', 'List-Unsubscribe=One-Click'],
        ])
        expect(Object.keys(seen[0]?.request.headers ?? {}).sort()).toEqual([
          'accept',
          'accept-encoding',
          'connection',
          'content-length',
          'content-type',
          'host',
          'user-agent',
        ])
      }),
  ))

test('a redirect is not followed and is no success', () =>
  withList(
    (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(),
    (origin, seen) =>
      withListMail(`${origin}/leave`, ONE_CLICK, async (api) => {
        expect((await leave(api)).status).toBe(422)
        expect(seen.map(({ request }) => request.url)).toEqual(['/leave'])
      }),
  ))

test('a list that answers with an error, with no end or not at all is told apart', () =>
  withList(
    (request, response) => {
      if (request.url === '/500') response.writeHead(500).end()
      else if (request.url === '/cut') request.socket.destroy()
      else {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', more)
        more()
      }
    },
    async (origin) => {
      for (const [path, status] of [
        ['/500', 422],
        ['/cut', 503],
        ['/endless', 204],
      ] as const)
        await withListMail(`${origin}${path}`, ONE_CLICK, async (api) => {
          const answer = await leave(api)
          expect(answer.status, path).toBe(status)
          if (status !== 204) expect((await answer.json()).detail).toContain('localhost')
        })
    },
  ))

test('nothing is sent inward, in clear, to an untrusted server or where the message does not offer it', () =>
  withList(
    (_, response) => response.end(),
    async (origin, seen) => {
      const { port } = new URL(origin)
      await withListMail(
        `${origin}/a`,
        ONE_CLICK,
        async (api) => expect((await leave(api)).status).toBe(403),
        false,
      )
      for (const inward of ['https://127.0.0.1', 'https://[::1]', 'https://2130706433', 'https://10.0.0.1']) {
        await withListMail(`${inward}:${port}/`, ONE_CLICK, async (api) =>
          expect((await leave(api)).status, inward).toBe(403),
        )
      }
      await withListMail(`http://localhost:${port}/`, ONE_CLICK, async (api) =>
        expect((await leave(api)).status).toBe(409),
      )
      await withListMail(`${origin}/b`, {}, async (api) => expect((await leave(api)).status).toBe(409))
      await withListMail(`${origin}/c`, { 'List-Unsubscribe-Post': 'no' }, async (api) =>
        expect((await leave(api)).status).toBe(409),
      )
      setDefaultCACertificates(trusted)
      await withListMail(`${origin}/d`, ONE_CLICK, async (api) => expect((await leave(api)).status).toBe(503))
      expect(seen).toEqual([])
    },
  ))

test('another site cannot press it, and a message that is gone offers nothing', () =>
  withListMail('https://localhost:1/', ONE_CLICK, async (api) => {
    const foreign = { headers: { Origin: 'https://evil.example' } }
    await expectProblem(await ask(api, 'POST', `${MESSAGE}/unsubscribe`, foreign), 'cross_origin')
    await expectProblem(await ask(api, 'POST', `${MESSAGE.slice(0, -1)}9/unsubscribe`), 'not_found')
  }))
