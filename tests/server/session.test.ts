import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import type { Session, SessionList } from '#lib/api/session.ts'
import { config } from '#lib/server/config/config.ts'
import { noteStream } from '#lib/server/live/session-streams.ts'
import { openCookie, sealCookie } from '#lib/server/session/cookie.ts'
import { beginSession, resumeSession } from '#lib/server/session/session.ts'
import { closeDatabase } from '#lib/server/store/database.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { browser, configure, pointAt, signIn } from '#tests/servers/postern.ts'

const DAY = 24 * 3600 * 1000

test('signing in answers with the session and sets a cookie that opens it again', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    expect(api.cookie).toMatch(/^postern=Fe26/)
    expect(api.cookie.length).toBeLessThan(4096)
    const session = await api.get<Session>('/api/session')
    expect(session.status).toBe(200)
    expect(session.body).toMatchObject({ username: mailbox.username, server: '127.0.0.1' })
    expect(session.body.capabilities).toMatchObject({
      sort: true,
      idle: true,
      move: true,
      send: true,
      sieve: false,
    })
    expect(session.body.limits).toEqual({ maxUploadBytes: 25 * 1024 * 1024 })
  }))

test('the cookie is HttpOnly and SameSite=Lax, and behind https Secure with the __Host- name', () =>
  withMailbox({}, async (mailbox) => {
    pointAt(mailbox)
    const { username, password } = mailbox
    const plain = await browser().post('/api/session', { username, password })
    expect(plain.headers.get('set-cookie')).toMatch(/^postern=[^;~]+; Path=\/; HttpOnly; SameSite=Lax$/)
    const headers = { 'x-forwarded-proto': 'https' }
    const secure = await browser().post(
      '/api/session',
      { username, password, staySignedIn: true },
      { headers },
    )
    expect(secure.headers.get('set-cookie')).toMatch(
      /^__Host-postern=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/,
    )
    expect(secure.headers.get('strict-transport-security')).toContain('max-age=')
  }))

test('every changed byte of the cookie is 401', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const cookie = api.cookie
    for (let at = 'postern='.length; at < cookie.length; at++) {
      const other = cookie[at] === 'A' ? '~' : 'A'
      api.cookie = `${cookie.slice(0, at)}${other}${cookie.slice(at + 1)}`
      const { status, body } = await api.get<Problem>('/api/sessions')
      expect(status, `byte ${at}`).toBe(401)
      expect(body.code).toBe('unauthenticated')
    }
    for (const broken of [
      '',
      '=',
      '*',
      'Fe26.2*',
      '~2',
      `${cookie.slice(8)}~2`,
      `${cookie.slice(8)}A`,
      'x'.repeat(5000),
      '%',
      '\u00e9',
    ]) {
      api.cookie = `postern=${broken}`
      expect((await api.get('/api/sessions')).status, broken).toBe(401)
    }
    api.cookie = `theme=dark; ${cookie}; other=1`
    expect((await api.get('/api/sessions')).status).toBe(200)
  }))

test('secrets rotate: an old one still opens, a forgotten one does not, the newest seals', () =>
  withMailbox({}, async (mailbox) => {
    const old = process.env.SESSION_SECRET ?? ''
    const newest = 'the newest secret: 32 characters and more'
    const api = await signIn(mailbox)
    configure({ SESSION_SECRET: `${newest},${old}` })
    expect((await api.get('/api/sessions')).status).toBe(200)
    const later = await signIn(mailbox)
    configure({ SESSION_SECRET: newest })
    expect((await later.get('/api/sessions')).status).toBe(200)
    expect((await api.get('/api/sessions')).status).toBe(401)
    configure({ SESSION_SECRET: old })
    expect((await later.get('/api/sessions')).status).toBe(401)
  }))

test('signing out ends the session on the server, with its streams, and clears the cookie', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const cookie = api.cookie
    const sid = (await api.get<SessionList>('/api/sessions')).body.sessions[0]?.id ?? ''
    const end = vi.fn()
    noteStream(sid, end)
    const { status, headers } = await api.delete('/api/session')
    expect(status).toBe(204)
    expect(headers.get('set-cookie')).toMatch(/^postern=; .*Max-Age=0/)
    expect(end).toHaveBeenCalledOnce()
    api.cookie = cookie
    expect((await api.get('/api/session')).status).toBe(401)
    expect((await api.delete('/api/session')).status).toBe(401)
  }))

test('a login ends the session that this browser had, and begins one with another id', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const before = api.cookie
    const { username, password } = mailbox
    expect((await api.post('/api/session', { username, password })).status).toBe(201)
    expect((await api.get<SessionList>('/api/sessions')).body.sessions).toHaveLength(1)
    api.cookie = before
    expect((await api.get('/api/sessions')).status).toBe(401)
  }))

test('the list shows every place of this account and no other, newest use first', () =>
  withMailbox({}, (mailbox) =>
    withMailbox({}, async (other) => {
      const here = await signIn(mailbox)
      const stranger = await signIn(other)
      const { username, password } = mailbox
      const there = browser()
      await there.post(
        '/api/session',
        { username, password },
        { headers: { 'user-agent': 'A phone', 'x-forwarded-for': '198.51.100.7' } },
      )
      const { sessions } = (await here.get<SessionList>('/api/sessions')).body
      expect(sessions).toHaveLength(2)
      expect(sessions.filter(({ current }) => current)).toHaveLength(1)
      const phone = sessions.find(({ current }) => !current)
      expect(phone).toMatchObject({ userAgent: 'A phone', address: '198.51.100.7' })
      const foreign = (await stranger.get<SessionList>('/api/sessions')).body.sessions[0]?.id
      expect((await here.delete(`/api/sessions/${foreign}`)).status).toBe(404)
      expect((await stranger.get('/api/sessions')).status).toBe(200)
      expect((await here.delete(`/api/sessions/${phone?.id}`)).status).toBe(204)
      expect((await here.delete(`/api/sessions/${phone?.id}`)).status).toBe(404)
      expect((await there.get('/api/sessions')).status).toBe(401)
      expect((await here.delete('/api/sessions/short')).status).toBe(400)
    }),
  ))

test('a restart signs nobody out', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    closeDatabase()
    configure({})
    expect((await api.get('/api/session')).status).toBe(200)
  }))

test('the store holds neither the password nor the name of the account, and its owner alone reads it', () =>
  withMailbox({}, async (mailbox) => {
    await signIn(mailbox)
    for (const file of ['postern.sqlite', 'postern.sqlite-wal']) {
      const path = join(config().dataDir, file)
      const bytes = readFileSync(path)
      expect(bytes.includes(mailbox.password)).toBe(false)
      expect(bytes.includes(mailbox.username)).toBe(false)
      expect(statSync(path).mode & 0o077).toBe(0)
    }
  }))

test('a session ends after a day, or after 30 days without use where one stays signed in', async () => {
  const server = config().servers[0]
  if (!server) throw new Error('no server is configured')
  const caller = { address: '192.0.2.1', userAgent: '' }
  const credentials = { username: 'a@example.org', password: 'p' }
  const begun = Date.now()
  const short = beginSession(server, credentials, caller, false, begun)
  expect(resumeSession(short, caller, begun + DAY - 1)).toMatchObject({ credentials })
  expect(resumeSession(short, caller, begun + DAY + 1)).toBeNull()
  const long = beginSession(server, credentials, caller, true, begun)
  let now = begun
  for (let month = 0; month < 12; month++) {
    now += 30 * DAY - 1
    expect(resumeSession(long, caller, now)).not.toBeNull()
  }
  expect(resumeSession(long, caller, now + 30 * DAY + 1)).toBeNull()
})

test('neither half alone opens a session', async () => {
  const server = config().servers[0]
  if (!server) throw new Error('no server is configured')
  const caller = { address: '192.0.2.1', userAgent: '' }
  const mine = beginSession(server, { username: 'a', password: 'p' }, caller, false)
  const other = beginSession(server, { username: 'b', password: 'q' }, caller, false)
  expect(resumeSession({ sid: mine.sid, key: other.key }, caller)).toBeNull()
  expect(resumeSession({ sid: 'x'.repeat(24), key: mine.key }, caller)).toBeNull()
  const header = (await sealCookie(mine, false, false)).split(';')[0] ?? ''
  expect(await openCookie(header, false)).toEqual(mine)
  expect(await openCookie(header, true)).toBeNull()
})

test('a wrong password and an unknown user get the same answer', () =>
  withMailbox({}, async (mailbox) => {
    pointAt(mailbox)
    const wrong = await browser().post('/api/session', { username: mailbox.username, password: 'wrong' })
    const unknown = await browser().post('/api/session', {
      username: 'nobody@example.org',
      password: 'wrong',
    })
    expect(wrong.status).toBe(401)
    expect(wrong.body).toMatchObject({ code: 'login_failed' })
    expect(unknown.body).toEqual(wrong.body)
    expect(wrong.headers.get('set-cookie')).toBeNull()
  }))

test('a host that is not allowed, an unreachable server and a bad certificate each have their own sentence', () =>
  withMailbox({}, async (mailbox) => {
    const { username, password, server } = mailbox
    const login = async (body: object = {}) =>
      (await browser().post<Problem>('/api/session', { username, password, ...body })).body
    pointAt(mailbox)
    expect(await login({ server: 'imap.elsewhere.example' })).toMatchObject({
      code: 'server_not_allowed',
      status: 403,
    })
    expect(await login({ server: 'a b' })).toMatchObject({ code: 'server_not_allowed' })
    configure({ MAIL_IMAP: `imap+plain://127.0.0.1:${await freePort()}` })
    expect(await login()).toMatchObject({ code: 'unavailable', status: 503 })
    configure({ MAIL_IMAP: `imaps://127.0.0.1:${server.tlsPort}` })
    expect(await login()).toMatchObject({ code: 'certificate', status: 502 })
    configure({ MAIL_IMAP: undefined })
    expect(await login()).toMatchObject({
      code: 'server_not_allowed',
      detail: 'No mail server is set up here yet.',
    })
  }))

test('a server is found by its id, its host, host:port, and by the domain of the address', () =>
  withMailbox({}, async (mailbox) => {
    const { writeFileSync } = await import('node:fs')
    const file = join(config().dataDir, 'servers.json')
    const imap = `imap+plain://127.0.0.1:${mailbox.server.plainPort}`
    writeFileSync(file, JSON.stringify([{ id: 'ours', name: 'Ours', domains: ['example.org'], imap }]))
    configure({ MAIL_IMAP: undefined, MAIL_SERVERS: file })
    const { username, password } = mailbox
    const named = ['ours', '127.0.0.1', `127.0.0.1:${mailbox.server.plainPort}`, undefined]
    for (const server of named) {
      const api = browser()
      const answer = await api.post<Session>('/api/session', { username, password, server })
      expect(answer.status, server).toBe(201)
      expect(answer.body.server).toBe('Ours')
      expect((await api.get('/api/session')).status).toBe(200)
    }
    const refused = await browser().post('/api/session', { username, password, server: '127.0.0.1:1' })
    expect(refused.status).toBe(403)
    configure({ MAIL_SERVERS: undefined })
  }))

test('hosts that a user names answer alike: private, closed, unknown', { timeout: 40_000 }, () =>
  withMailbox({}, async (mailbox) => {
    configure({ MAIL_IMAP: undefined, MAIL_ALLOW_ANY: 'true' })
    const login = async (server: string) => {
      const begun = Date.now()
      const { username, password } = mailbox
      const { body } = await browser().post<Problem>('/api/session', { username, password, server })
      expect(Date.now() - begun).toBeGreaterThanOrEqual(2990)
      return body
    }
    const answers = await Promise.all(
      ['127.0.0.1', 'localhost:143', '10.0.0.1', '169.254.169.254', 'no-such-host.invalid', '[::1]'].map(
        login,
      ),
    )
    expect(answers[0]).toMatchObject({ code: 'server_not_allowed', status: 403 })
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const { body } = await browser().post<Problem>('/api/session', {
      username: 'a',
      password: 'b',
      server: 'x.example:22',
    })
    expect(body.code).toBe('server_not_allowed')
    configure({ MAIL_ALLOW_ANY: undefined })
  }),
)

test.each(['a\r\nb', 'a\nA1 LOGOUT', 'a\0b', ''])(
  'a login with %j in it is 400, and nothing is sent',
  async (text) => {
    for (const body of [
      { username: text, password: 'x' },
      { username: 'x', password: text },
    ]) {
      const answer = await browser().post<Problem>('/api/session', body)
      expect(answer.status).toBe(400)
      expect(answer.body.issues?.[0]?.path).toMatch(/^(username|password)$/)
    }
  },
)
