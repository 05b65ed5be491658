import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseConfig } from '#lib/server/config/config.ts'
import { DEADLINES } from '#lib/server/config/deadlines.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-config-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SECRET = 'x'.repeat(32)

function parse(env: Record<string, string>) {
  return parseConfig({ DATA_DIR: folder, SESSION_SECRET: SECRET, ...env })
}

test('with nothing but a mail server, every default of the documentation holds', () => {
  expect(parse({ MAIL_IMAP: 'imaps://mail.example.org' })).toEqual({
    servers: [
      {
        id: 'default',
        name: 'mail.example.org',
        domains: [],
        imap: { host: 'mail.example.org', port: 993, security: 'tls' },
      },
    ],
    defaultServer: expect.objectContaining({ id: 'default' }),
    allowAny: false,
    sessionSecrets: [SECRET],
    dataDir: folder,
    host: '127.0.0.1',
    port: 3000,
    publicUrl: null,
    trustedProxies: [],
    maxUsers: 2000,
    maxImapConnectionsPerUser: 3,
    maxImapConnections: 6000,
    idleMinutes: 15,
    cacheBytes: 160 * 1024 * 1024,
    maxUploadBytes: 25 * 1024 * 1024,
    sendUndoSeconds: 10,
    loginLimit: 10,
    privateHosts: [],
    authservIds: [],
    logLevel: 'info',
    deadlines: DEADLINES,
  })
})

test.each([
  ['imaps://a.example', { host: 'a.example', port: 993, security: 'tls' }],
  ['imaps://a.example:1993', { host: 'a.example', port: 1993, security: 'tls' }],
  ['imap://a.example', { host: 'a.example', port: 143, security: 'starttls' }],
  ['imap+plain://127.0.0.1:1143', { host: '127.0.0.1', port: 1143, security: 'none' }],
  ['imaps://[2001:db8::1]:993', { host: '2001:db8::1', port: 993, security: 'tls' }],
  ['imaps://MAIL.Example.ORG', { host: 'mail.example.org', port: 993, security: 'tls' }],
])('MAIL_IMAP=%s is understood', (url, imap) => {
  expect(parse({ MAIL_IMAP: url }).defaultServer?.imap).toEqual(imap)
})

test.each([
  ['MAIL_IMAP', 'mail.example.org'],
  ['MAIL_IMAP', 'https://mail.example.org'],
  ['MAIL_IMAP', 'imap+plain://127.0.0.1'],
  ['MAIL_IMAP', 'imaps://me:secret@mail.example.org'],
  ['MAIL_IMAP', 'imaps://mail.example.org/INBOX'],
  ['MAIL_IMAP', 'imaps://mail.example.org:0'],
  ['MAIL_SMTP', 'http://mail.example.org'],
  ['MAIL_SIEVE', 'imap://mail.example.org'],
  ['MAIL_SERVERS', '/does/not/exist.json'],
  ['MAIL_ALLOW_ANY', 'yes'],
  ['SESSION_SECRET', 'short'],
  ['SESSION_SECRET', `${SECRET},short`],
  ['SESSION_SECRET', `${SECRET},${SECRET}`],
  ['REDIS_URL', 'redis://localhost'],
  ['PORT', '70000'],
  ['PORT', 'http'],
  ['PUBLIC_URL', 'mail.example.org'],
  ['PUBLIC_URL', 'https://example.org/mail'],
  ['TRUSTED_PROXIES', 'my-proxy'],
  ['MAX_USERS', '0'],
  ['MAX_IMAP_CONNECTIONS_PER_USER', '-1'],
  ['IDLE_MINUTES', '1.5'],
  ['CACHE_MB', '1'],
  ['MAX_UPLOAD_MB', '999999'],
  ['LOGIN_LIMIT', '0'],
  ['SEND_UNDO_SECONDS', 'soon'],
  ['PRIVATE_HOSTS', '10.0.0.0/99'],
  ['PRIVATE_HOSTS', 'a b'],
  ['LOG_LEVEL', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parse({ [name]: value })).toThrow(new RegExp(`^${name} `))
})

test('every bad variable is named at once, and no secret is repeated', () => {
  const secret = 'too-short-a-secret'
  const attempt = () => parse({ PORT: 'x', LOG_LEVEL: 'y', SESSION_SECRET: secret })
  expect(attempt).toThrow(/^SESSION_SECRET .*\nPORT .*\nLOG_LEVEL /)
  expect(attempt).not.toThrow(secret)
})

test('an empty variable counts as left out', () => {
  expect(parse({ PORT: '', PUBLIC_URL: '', TRUSTED_PROXIES: '' }).port).toBe(3000)
})

test('several secrets rotate, the newest first', () => {
  expect(parse({ SESSION_SECRET: `${'n'.repeat(40)}, ${SECRET}` }).sessionSecrets).toEqual([
    'n'.repeat(40),
    SECRET,
  ])
})

test('without SESSION_SECRET one is made, kept for its owner alone, and found again', () => {
  const first = parseConfig({ DATA_DIR: join(folder, 'fresh') })
  const again = parseConfig({ DATA_DIR: join(folder, 'fresh') })
  expect(first.sessionSecrets[0]?.length).toBeGreaterThanOrEqual(32)
  expect(again.sessionSecrets).toEqual(first.sessionSecrets)
  expect(statSync(join(folder, 'fresh', 'session-secret')).mode & 0o777).toBe(0o600)
})

test('a folder that cannot be written names DATA_DIR', () => {
  const file = join(folder, 'a-file')
  writeFileSync(file, '')
  expect(() => parseConfig({ DATA_DIR: file })).toThrow(/^DATA_DIR /)
})

test('MAIL_SERVERS adds servers, and says which entry is wrong', () => {
  const file = join(folder, 'servers.json')
  const good = { id: 'a', name: 'A', domains: ['A.example'], imap: 'imaps://imap.a.example' }
  writeFileSync(file, JSON.stringify([good]))
  expect(parse({ MAIL_SERVERS: file }).servers).toEqual([
    {
      id: 'a',
      name: 'A',
      domains: ['a.example'],
      imap: { host: 'imap.a.example', port: 993, security: 'tls' },
    },
  ])
  for (const bad of [
    [good, good],
    [{ ...good, id: 'a:b' }],
    [{ ...good, imap: 'imap.a.example' }],
    [{ ...good, colour: 'red' }],
    { servers: [] },
  ]) {
    writeFileSync(file, JSON.stringify(bad))
    expect(() => parse({ MAIL_SERVERS: file })).toThrow(/^MAIL_SERVERS /)
  }
  writeFileSync(file, JSON.stringify([{ ...good, id: 'default' }]))
  expect(() => parse({ MAIL_SERVERS: file, MAIL_IMAP: 'imaps://b.example' })).toThrow(/^MAIL_SERVERS /)
})

test('networks and host names may stand side by side', () => {
  const config = parse({
    PRIVATE_HOSTS: 'Imap.Lan, 10.0.0.0/8,192.168.1.1,::1',
    TRUSTED_PROXIES: '127.0.0.1,fd00::/8',
  })
  expect(config.privateHosts).toEqual(['imap.lan', '10.0.0.0/8', '192.168.1.1/32', '::1/128'])
  expect(config.trustedProxies).toEqual(['127.0.0.1/32', 'fd00::/8'])
})
