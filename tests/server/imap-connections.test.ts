import { readFileSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { AccountEvent } from '#lib/server/imap/account.ts'
import { accountOf, closeAccounts, verifyLogin } from '#lib/server/imap/accounts.ts'
import { fetchFlags } from '#lib/server/imap/fetch-flags.ts'
import { searchMessages } from '#lib/server/imap/search-messages.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { streamSection } from '#lib/server/imap/stream-section.ts'
import { mailServerOf } from '#tests/servers/account.ts'
import { eml } from '#tests/servers/eml.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { changePassword, type TestMailbox } from '#tests/servers/make-mailbox.ts'

const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
beforeAll(() => {
  process.on('unhandledRejection', note)
})
afterAll(() => {
  process.off('unhandledRejection', note)
})
afterEach(async () => {
  await closeAccounts()
  expect(unhandled).toEqual([])
})

/** A mailbox behind a gate, and the account that goes through it. */
async function behindGate(box: TestMailbox) {
  const gate = await startFaultProxy(box.server)
  const server = mailServerOf(box, { port: gate.server.plainPort })
  const { username, password } = box
  const signedIn = { sid: 'test', credentials: { username, password }, server }
  return { gate, signedIn, account: await accountOf(signedIn) }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  await vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 10_000, interval: 20 })
}

test('a dropped connection is replaced unseen, for reads and before anything was begun', () =>
  withMailbox({ INBOX: [eml(), eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const read = () => account.use('INBOX', (box) => fetchFlags(box, 'all'), { repeatable: true })
    expect((await read()).size).toBe(2)
    gate.cut()
    expect((await read()).size).toBe(2)
    gate.cut()
    await account.use('INBOX', (box) => storeFlags(box, [1], { add: ['\\Seen'] }), { repeatable: true })
    gate.cut()
    await account.use('INBOX', (box) => storeFlags(box, [1], { add: ['\\Seen'] }), { repeatable: true })
    expect((await read()).get(1)?.flags).toContain('\\Seen')
    await gate.shut()
  }))

test('a read under way is repeated once, a write under way is not', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const cutOnce = (repeatable: boolean) => {
      let runs = 0
      const done = account.use(
        'INBOX',
        async (box) => {
          runs++
          if (runs === 1) gate.cut()
          return await searchMessages(box, { kind: 'all' })
        },
        { repeatable },
      )
      return done.then(
        (found) => ({ found, runs }),
        (error: unknown) => ({ error, runs }),
      )
    }
    expect(await cutOnce(true)).toEqual({ found: [1], runs: 2 })
    expect(await cutOnce(false)).toMatchObject({ error: { code: 'unavailable' }, runs: 1 })
    await gate.shut()
  }))

test('a server that is gone is unavailable at once, and used again when it is back', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    await gate.shut()
    const read = () =>
      account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }), { repeatable: true })
    await expect(read()).rejects.toMatchObject({ code: 'unavailable', retryAfter: expect.any(Number) })
    await gate.open()
    expect(await read()).toEqual([1])
    await gate.shut()
  }))

test('who listens hears of a loss that lasts, of the return, and of what came meanwhile', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const events: AccountEvent[] = []
    const off = account.on((event) => events.push(event))
    const statuses = () => events.flatMap((event) => (event.kind === 'status' ? [event.status] : []))
    await account.use('INBOX', async () => undefined)
    await until(() => gate.lines.includes('IDLE'))
    await gate.shut()
    await until(() => statuses().includes('reconnecting'))
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: meanwhile\r\n\r\nx\r\n')
    events.length = 0
    await gate.open()
    await until(() => statuses().includes('online'))
    await until(() => events.some((event) => event.kind === 'box' && event.path === 'INBOX'))
    events.length = 0
    await sleep(200)
    await client.append('INBOX', 'Subject: live again\r\n\r\nx\r\n')
    await until(() => events.some((event) => event.kind === 'box'))
    off()
    await gate.shut()
  }))

test('a cut that lasts no longer than a breath is not told to anyone', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const events: AccountEvent[] = []
    const off = account.on((event) => events.push(event))
    await account.use('INBOX', async () => undefined)
    await until(() => gate.lines.includes('IDLE'))
    events.length = 0
    gate.cut()
    const client = await box.otherClient()
    await sleep(1_000)
    await client.append('INBOX', 'Subject: after\r\n\r\nx\r\n')
    await until(() => events.some((event) => event.kind === 'box'))
    expect(events.filter((event) => event.kind === 'status')).toEqual([])
    off()
    await gate.shut()
  }))

test('the inbox and the folder that is watched are live together, whatever is read in between', () =>
  withMailbox({ INBOX: [], Open: [], Other: [eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const heard = new Set<string>()
    const off = account.on((event) => event.kind === 'box' && heard.add(event.path))
    const release = account.watch('Open')
    await account.use('Other', (box) => searchMessages(box, { kind: 'all' }))
    await until(() => heard.has('Open') && heard.has('INBOX'))
    await until(() => gate.lines.filter((line) => line === 'IDLE').length >= 2)
    heard.clear()
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: a\r\n\r\nx\r\n')
    await until(() => heard.has('INBOX'))
    await client.append('Open', 'Subject: b\r\n\r\nx\r\n')
    await until(() => heard.has('Open'))
    release()
    off()
    await gate.shut()
  }))

test('a wrong password is login_failed, a right one still gets in', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const server = mailServerOf(box)
    const wrong = { username: box.username, password: 'wrong' }
    await expect(verifyLogin(server, wrong)).rejects.toMatchObject({ code: 'login_failed' })
    const right = { username: box.username, password: box.password }
    const account = await verifyLogin(server, right)
    await expect(verifyLogin(server, wrong)).rejects.toMatchObject({ code: 'login_failed' })
    await expect(accountOf({ sid: 'x', credentials: wrong, server })).rejects.toMatchObject({
      code: 'login_failed',
    })
    expect(await accountOf({ sid: 'x', credentials: right, server })).toBe(account)
  }))

test('a password that stops working asks for a new login, which brings the account back', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const { gate, account, signedIn } = await behindGate(box)
    const events: AccountEvent[] = []
    const off = account.on((event) => events.push(event))
    await account.use('INBOX', async () => undefined)
    await changePassword(box, 'a new one')
    gate.cut()
    await until(() => account.status === 'login_required')
    expect(events).toContainEqual({ kind: 'status', status: 'login_required' })
    await expect(accountOf(signedIn)).rejects.toMatchObject({ code: 'login_failed' })
    const credentials = { username: box.username, password: 'a new one' }
    expect(await verifyLogin(signedIn.server, credentials)).toBe(account)
    expect(account.status).toBe('online')
    expect(await account.use('INBOX', (box) => searchMessages(box, { kind: 'all' }))).toEqual([1])
    await expect(accountOf(signedIn)).rejects.toMatchObject({ code: 'login_failed' })
    off()
    await gate.shut()
  }))

test('a closed port is unavailable', () =>
  withMailbox({}, async (box) => {
    const server = mailServerOf(box, { port: await freePort() })
    const { username, password } = box
    await expect(verifyLogin(server, { username, password })).rejects.toMatchObject({ code: 'unavailable' })
  }))

test('a certificate that nobody vouches for stops the login, by TLS and by STARTTLS', () =>
  withMailbox({}, async (box) => {
    const { username, password } = box
    for (const imap of [
      { port: box.server.tlsPort, security: 'tls' },
      { port: box.server.plainPort, security: 'starttls' },
    ] as const) {
      const login = verifyLogin(mailServerOf(box, imap), { username, password })
      await expect(login).rejects.toMatchObject({ code: 'certificate' })
    }
  }))

test('a certificate that one vouches for lets the login through, by TLS and by STARTTLS', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const known = getCACertificates('default')
    setDefaultCACertificates([...known, readFileSync(join(box.server.folder, 'tls.pem'), 'utf8')])
    try {
      const { username, password } = box
      for (const [id, imap] of [
        ['tls', { port: box.server.tlsPort, security: 'tls' }],
        ['starttls', { port: box.server.plainPort, security: 'starttls' }],
      ] as const) {
        const account = await verifyLogin({ ...mailServerOf(box, imap), id }, { username, password })
        expect(await account.use('INBOX', ({ exists }) => Promise.resolve(exists))).toBe(1)
      }
    } finally {
      setDefaultCACertificates(known)
    }
  }))

/** A server that says what it is told to, and remembers what it heard. */
async function scripted(
  answers: (line: string, tag: string) => string | null,
): Promise<{ server: Server; port: number; heard: string[] }> {
  const heard: string[] = []
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.write('* OK ready\r\n')
    socket.on('data', (data) => {
      for (const line of data.toString().split('\r\n').filter(Boolean)) {
        heard.push(line)
        const reply = answers(line, line.split(' ')[0] ?? '')
        if (reply) socket.write(reply)
      }
    })
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { server, port, heard }
}

test('where STARTTLS is not offered, no credential is sent', async () => {
  const { server, port, heard } = await scripted((line, tag) =>
    line.includes('CAPABILITY')
      ? `* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n${tag} OK done\r\n`
      : `${tag} OK done\r\n`,
  )
  const imap = { host: '127.0.0.1', port, security: 'starttls' } as const
  const login = verifyLogin(
    { id: 'stripped', name: '', domains: [], imap },
    { username: 'u', password: 'hunter2' },
  )
  await expect(login).rejects.toMatchObject({ code: 'certificate' })
  expect(heard.join()).not.toMatch(/LOGIN|AUTHENTICATE|hunter2/)
  server.close()
})

test('a server that says nothing is given up', { timeout: 40_000 }, async () => {
  const { server, port } = await scripted(() => null)
  const imap = { host: '127.0.0.1', port, security: 'none' } as const
  const began = Date.now()
  const login = verifyLogin({ id: 'mute', name: '', domains: [], imap }, { username: 'u', password: 'p' })
  await expect(login).rejects.toMatchObject({ code: 'unavailable' })
  expect(Date.now() - began).toBeLessThan(30_000)
  server.close()
})

test('a bulk download does not make a flag wait', () =>
  withMailbox({ INBOX: [eml({ text: 'x'.repeat(20_000_000) }), eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const reader = streamSection(account, 'INBOX', 1700000000, 1, '').getReader()
    await reader.read()
    const rest = (async () => {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) await sleep(5)
      return 'download'
    })()
    const flag = account
      .use('INBOX', (box) => storeFlags(box, [2], { add: ['\\Flagged'] }))
      .then(() => 'flag')
    expect(await Promise.race([rest, flag])).toBe('flag')
    expect(await rest).toBe('download')
    await gate.shut()
  }))

test('a cancelled download stops, and the account goes on', () =>
  withMailbox({ INBOX: [eml({ text: 'x'.repeat(8_000_000) })] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const reader = streamSection(account, 'INBOX', 1700000000, 1, '').getReader()
    await reader.read()
    await reader.cancel()
    const again = streamSection(account, 'INBOX', 1700000000, 1, '').getReader()
    expect((await again.read()).value?.length).toBe(1024 * 1024)
    await again.cancel()
    await gate.shut()
  }))

test('an aborted search rejects at once, and what waits behind it gets its turn', () =>
  withMailbox({ INBOX: [eml()] }, async (box) => {
    const { gate, account } = await behindGate(box)
    const stop = new AbortController()
    const hold = Promise.withResolvers<void>()
    const held = account.use('INBOX', () => hold.promise)
    const waiting = account.use('INBOX', async () => 'never', { signal: stop.signal })
    const behind = account.use('INBOX', async () => 'turn')
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    hold.resolve()
    await held
    expect(await behind).toBe('turn')
    await gate.shut()
  }))

test('an account uses no more connections than its cap', () =>
  withMailbox({ INBOX: [eml()], Open: [] }, async (box) => {
    let open = 0
    let most = 0
    const counter = createServer((near) => {
      most = Math.max(most, ++open)
      const far = connect(box.server.plainPort, '127.0.0.1')
      near.pipe(far)
      far.pipe(near)
      near.on('close', () => {
        open--
        far.destroy()
      })
      for (const end of [near, far]) end.on('error', () => near.destroy())
    })
    const port = await freePort()
    await new Promise<void>((resolve) => counter.listen(port, '127.0.0.1', resolve))
    const { username, password } = box
    const account = await verifyLogin(mailServerOf(box, { port }), { username, password })
    const off = account.on(() => undefined)
    account.watch('Open')
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        account.use(at % 2 ? 'INBOX' : 'Open', (box) => searchMessages(box, { kind: 'all' }), {
          role: at % 3 ? 'work' : 'bulk',
        }),
      ),
    )
    await sleep(300)
    expect(most).toBeLessThanOrEqual(3)
    off()
    await closeAccounts()
    await until(() => open === 0)
    counter.close()
  }))
