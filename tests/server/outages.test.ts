/** Connections that rest, and what becomes of them: silence, restarts, a password that was changed, nobody there. */
import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage } from '#lib/api/messages.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { openConnections } from '#lib/server/imap/process-connections.ts'
import { eml } from '#tests/servers/eml.ts'
import { type FaultProxy, startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { listen } from '#tests/servers/listen.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { changePassword } from '#tests/servers/make-mailbox.ts'
import { type Api, browser, pointAt, signIn } from '#tests/servers/postern.ts'
import type { Fault } from '#tests/servers/proxied-connection.ts'

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')

const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
beforeAll(() => void process.on('unhandledRejection', note))
afterAll(() => void process.off('unhandledRejection', note))
afterEach(async () => {
  vi.useRealTimers()
  await closeAccounts()
  await vi.waitFor(() => expect(openConnections()).toBe(0), { timeout: 10_000 })
  expect(unhandled).toEqual([])
})

type Scene = { api: Api; wire: FaultProxy; box: TestMailbox; behind: TestMailbox }

function behindWire(seeds: Seeds, play: (scene: Scene) => Promise<void>): Promise<void> {
  return withMailbox(seeds, async (box) => {
    const wire = await startFaultProxy(box.server)
    try {
      const behind = { ...box, server: wire.server }
      await play({ api: await signIn(behind), wire, box, behind })
    } finally {
      await wire.shut()
    }
  })
}

async function subjects(api: Api, folder = inbox): Promise<string[]> {
  const { status, body } = await api.get<MessagePage>(`/api/folders/${folder}/messages`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body.messages.map(({ subject }) => subject)
}

/** The clock of this process is so many seconds further now. Timers go on as before. */
function later(seconds: number): void {
  const now = Date.now()
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now + seconds * 1_000)
}

async function untilIdle(wire: FaultProxy, connections: number): Promise<void> {
  const idling = () => wire.lines.filter((line) => line === 'IDLE').length
  await vi.waitFor(() => expect(idling()).toBeGreaterThanOrEqual(connections), { timeout: 10_000 })
}

test(
  'a watcher that fell silent is noticed within three minutes, and what it missed is told',
  () =>
    behindWire({ INBOX: [eml({ subject: 'old' })] }, async ({ api, wire, box }) => {
      expect(await subjects(api)).toEqual(['old'])
      const listening = await listen(api)
      await untilIdle(wire, 1)
      wire.arm({ kind: 'hang' }, { byte: 0 })
      const other = await box.otherClient()
      await other.append('INBOX', eml({ subject: 'missed' }))
      later(80)
      await listening.until('messages', ({ added }) => added.length === 1)
      expect(await subjects(api)).toEqual(['missed', 'old'])
      expect(listening.told('connection').map(({ status }) => status)).not.toContain('login_required')
      await listening.stop()
    }),
  120_000,
)

test(
  'a connection that rested and fell silent is noticed by the next request',
  () =>
    behindWire({ INBOX: [eml({ subject: 'old' })] }, async ({ api, wire }) => {
      expect(await subjects(api)).toEqual(['old'])
      wire.arm({ kind: 'hang' }, { byte: 0 })
      later(31)
      expect(await subjects(api)).toEqual(['old'])
    }),
  60_000,
)

test(
  'a server that is restarted says BYE and is away: it is told, and all is true afterwards',
  () =>
    behindWire({ INBOX: [eml({ subject: 'old' })], Archive: [] }, async ({ api, wire, box }) => {
      expect(await subjects(api, archive)).toEqual([])
      const listening = await listen(api, archive)
      await untilIdle(wire, 1)
      const other = await box.otherClient()
      wire.arm({ kind: 'bye' }, { byte: 0 })
      await other.append('INBOX', eml({ subject: 'the last one' }))
      await wire.shut()
      await listening.until('connection', ({ status }) => status === 'reconnecting')
      const refused = await api.get<{ code: string }>(`/api/folders/${inbox}/messages`)
      expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
      await other.append('Archive', eml({ subject: 'meanwhile' }))
      await wire.open()
      await listening.until('messages', ({ folderId, added }) => folderId === archive && added.length === 1)
      expect(listening.told('connection').at(-1)).toEqual({ status: 'online' })
      expect(await subjects(api)).toEqual(['the last one', 'old'])
      await listening.stop()
    }),
  120_000,
)

test(
  'a password that was changed is asked for in every session, and the new one brings the mail back',
  () =>
    behindWire({ INBOX: [eml({ subject: 'old' })] }, async ({ api, wire, box, behind }) => {
      const elsewhere = await signIn(behind)
      const listening = await listen(api)
      await untilIdle(wire, 1)
      await changePassword(box, 'the new one')
      expect(await subjects(elsewhere)).toEqual(['old'])
      wire.cut()
      await listening.until('connection', ({ status }) => status === 'login_required')
      for (const old of [api, elsewhere]) {
        const refused = await old.get<{ code: string }>(`/api/folders/${inbox}/messages`)
        expect([refused.status, refused.body.code]).toEqual([401, 'login_failed'])
      }
      const { username, password } = box
      expect((await browser().post('/api/session', { username, password })).status).toBe(401)
      const renewed = browser()
      const answered = await renewed.post('/api/session', { username, password: 'the new one' })
      expect(answered.status).toBe(201)
      await listening.until('connection', ({ status }) => status === 'online')
      expect(await subjects(renewed)).toEqual(['old'])
      expect((await elsewhere.get(`/api/folders/${inbox}/messages`)).status).toBe(401)
      await listening.stop()
    }),
  120_000,
)

test(
  'a copy whose answer was lost with the server is not made twice when it is asked for again',
  () =>
    behindWire({ INBOX: [eml({ subject: 'one' })], Archive: [] }, async ({ api, wire }) => {
      expect(await subjects(api)).toEqual(['one'])
      const ids = [messageIdOf({ folderId: inbox, uidValidity: 1_700_000_000, uid: 1 })]
      const copy = { kind: 'copy', messages: { ids }, to: archive, changeId: randomUUID() }
      const ask = () => api.post<{ code?: string }>('/api/messages/change', copy)
      wire.arm({ kind: 'freeze' }, { line: /UID COPY/, when: 'after' })
      const first = ask()
      await vi.waitFor(() => expect(wire.fired).toBe(true), { timeout: 10_000 })
      await wire.shut()
      expect((await first).body.code).toBe('unavailable')
      await wire.open()
      await ask()
      expect(await subjects(api, archive)).toEqual(['one'])
    }),
  60_000,
)

const LOGIN_FAULTS: Fault[] = [
  { kind: 'cut' },
  { kind: 'reset' },
  { kind: 'half-close' },
  { kind: 'bye' },
  { kind: 'hang' },
]

test.for(LOGIN_FAULTS)(
  'a login that meets $kind is unavailable within 30 s, and the next one gets in',
  { timeout: 60_000 },
  (fault) =>
    withMailbox({ INBOX: [eml({ subject: 'there' })] }, async (box) => {
      const wire = await startFaultProxy(box.server)
      try {
        const behind = { ...box, server: wire.server }
        pointAt(behind)
        wire.arm(fault, { line: /AUTHENTICATE|LOGIN/, when: 'after' })
        const { username, password } = box
        const began = performance.now()
        const refused = await browser().post<{ code: string }>('/api/session', { username, password })
        expect([refused.status, refused.body.code]).toEqual([503, 'unavailable'])
        expect(performance.now() - began, 'a hang limit').toBeLessThan(30_000)
        expect(await subjects(await signIn(behind))).toEqual(['there'])
      } finally {
        await wire.shut()
      }
    }),
)

test.for(LOGIN_FAULTS)('a logout that meets $kind leaves nothing open', { timeout: 30_000 }, (fault) =>
  behindWire({ INBOX: [eml()] }, async ({ api, wire }) => {
    await subjects(api)
    wire.arm(fault, { line: /LOGOUT/, when: 'before' })
    await closeAccounts()
    await vi.waitFor(() => expect([wire.connections, openConnections()]).toEqual([0, 0]), { timeout: 10_000 })
  }),
)

test(
  'an account that nobody uses closes its connections, and comes back unseen',
  () =>
    behindWire({ INBOX: [eml({ subject: 'old' })] }, async ({ api, wire }) => {
      expect(await subjects(api)).toEqual(['old'])
      expect(wire.connections).toBe(1)
      later(65) // IDLE_MINUTES is 1 here
      await vi.waitFor(() => expect(wire.connections).toBe(0), { timeout: 20_000 })
      expect(await subjects(api)).toEqual(['old'])
    }),
  60_000,
)
