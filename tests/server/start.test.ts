import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test } from 'vitest'
import { settleForwarded } from '#lib/server/start/forwarded-headers.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

const ROOT = new URL('../../', import.meta.url).pathname

type Ended = { code: number | null; said: string }

function run(args: string[], env: Record<string, string>): { child: ChildProcess; ended: Promise<Ended> } {
  const folder = mkdtempSync(join(tmpdir(), 'postern-start-'))
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { NODE_ENV: 'production', PATH: process.env.PATH, DATA_DIR: folder, ...env },
  })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, said }))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  return { child, ended }
}

const start = (env: Record<string, string>) => run(['lib/server/start/main.ts'], env).ended

test('a bad variable stops the start, names itself, and exits with 1', async () => {
  const { code, said } = await start({
    MAIL_IMAP: 'mail.example.org',
    PORT: 'http',
    SESSION_SECRET: 'sentinel',
  })
  expect(code).toBe(1)
  expect(said).toMatch(/^Postern cannot start\.$/m)
  expect(said).toMatch(/^MAIL_IMAP must begin with imaps:\/\//m)
  expect(said).toMatch(/^PORT must be a whole number$/m)
  expect(said).toMatch(/^SESSION_SECRET must be 32 characters or more/m)
  expect(said).not.toContain('sentinel')
  expect(said).not.toMatch(/^\s+at /m)
})

test('a port that is taken is said plainly', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, said } = await start({ MAIL_IMAP: 'imaps://mail.example.org', PORT: String(port) })
  other.close()
  expect(code).toBe(1)
  expect(said).toContain(`PORT ${port} is taken on 127.0.0.1`)
})

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s finishes what runs, ends streams, logs out of IMAP and exits within 10 seconds',
  (signal) =>
    withMailbox({}, async ({ username, password, server }) => {
      const { child, ended } = run(
        ['tests/servers/stoppable.ts', String(server.plainPort), username, password],
        { MAIL_IMAP: `imap+plain://127.0.0.1:${server.plainPort}`, LOG_LEVEL: 'warn' },
      )
      const [port] = await once(child.stdout ?? child, 'data')
      const at = `http://127.0.0.1:${Number(port)}`
      const stream = await fetch(`${at}/events`)
      const slow = fetch(`${at}/slow`).then((answer) => answer.text())
      await new Promise((resolve) => setTimeout(resolve, 200))
      const begun = Date.now()
      child.kill(signal)
      await stream.text()
      expect(await slow).toBe('finished')
      const { code, said } = await ended
      expect(code, said).toBe(0)
      expect(Date.now() - begun).toBeLessThan(10_000)
      const log = readFileSync(join(inject('dovecot').folder, 'dovecot.log'), 'utf8')
      const own = log.split('\n').filter((line) => line.includes(`imap(${username})`))
      expect(own.some((line) => line.includes('Logged out'))).toBe(true)
      expect(own.some((line) => line.includes('Connection closed'))).toBe(false)
    }),
)

test('a request that never ends does not keep the process', () =>
  withMailbox({}, async ({ username, password, server }) => {
    const { child, ended } = run(
      ['tests/servers/stoppable.ts', String(server.plainPort), username, password],
      { MAIL_IMAP: `imap+plain://127.0.0.1:${server.plainPort}` },
    )
    const [port] = await once(child.stdout ?? child, 'data')
    const stuck = fetch(`http://127.0.0.1:${Number(port)}/stuck`).catch(() => 'cut')
    await new Promise((resolve) => setTimeout(resolve, 200))
    const begun = Date.now()
    child.kill('SIGTERM')
    expect((await ended).code).toBe(0)
    expect(Date.now() - begun).toBeLessThan(10_000)
    expect(await stuck).toBe('cut')
  }))

const PROXIES = ['10.0.0.0/8', '::1/128']

test.each([
  ['a stranger’s own words', '198.51.100.9', '1.2.3.4', '198.51.100.9'],
  ['a proxy’s word', '10.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['a proxy’s word through another proxy', '10.0.0.1', '1.2.3.4, 10.0.0.2', '1.2.3.4'],
  ['what a client put before the proxy’s word', '10.0.0.1', '6.6.6.6, 1.2.3.4', '1.2.3.4'],
  ['rubbish behind the proxy', '10.0.0.1', 'unknown', '10.0.0.1'],
  ['a proxy that says nothing', '10.0.0.1', '', '10.0.0.1'],
  ['IPv4 in IPv6', '::ffff:10.0.0.1', '1.2.3.4', '1.2.3.4'],
  ['IPv6 with a port', '::1', '[2001:db8::7]:4711', '2001:db8::7'],
  ['nothing but proxies', '10.0.0.1', '10.0.0.3', '10.0.0.3'],
])('%s: who calls is settled', (_, peer, said, caller) => {
  const headers = { 'x-forwarded-for': said, 'x-real-ip': '6.6.6.6', forwarded: 'for=6.6.6.6' }
  settleForwarded(headers, peer, PROXIES)
  expect(headers).toEqual({ 'x-forwarded-for': caller, 'x-forwarded-proto': 'http' })
})

test('https and the host’s name are a proxy’s to say', () => {
  const said = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'mail.example.org' }
  const believed = { ...said }
  settleForwarded(believed, '10.0.0.1', PROXIES)
  expect(believed).toMatchObject(said)
  const made = { ...said }
  settleForwarded(made, '198.51.100.9', PROXIES)
  expect(made).toEqual({ 'x-forwarded-for': '198.51.100.9', 'x-forwarded-proto': 'http' })
})
