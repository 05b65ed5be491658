/** Sent once, or said to be unknown: the wire cut at every step of SMTP, the process killed, Sent full. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { SendState } from '#lib/api/compose.ts'
import type { Problem } from '#lib/api/problem.ts'
import { stopOutbox } from '#lib/server/compose/outbox.ts'
import { openDraft, storeDraft, upload } from '#tests/servers/compose-by-api.ts'
import { type FaultProxy, startFaultProxy, type Trigger } from '#tests/servers/fault-proxy.ts'
import type { Fault } from '#tests/servers/proxied-connection.ts'
import { send, untilSend } from '#tests/servers/send-by-api.ts'
import { messagesIn, person, sendingServer, sendVia } from '#tests/servers/sending-server.ts'

const QUOTA = `
mail_plugins = quota
protocol imap {
  mail_plugins = quota imap_quota
}
plugin {
  quota = maildir:User quota
  quota_rule = *:storage=1G
  quota_rule2 = Sent:messages=4
  quota_rule3 = Drafts:messages=4
}
`
const sending = sendingServer(QUOTA)
let proxy: FaultProxy
let subjects = 0

beforeAll(async () => {
  const { server } = sending
  proxy = await startFaultProxy({ ...server, plainPort: server.submissionPort })
})
afterAll(() => proxy.shut())
afterEach(() => proxy.reset())

const viaProxy = () => ({ smtp: `smtp+plain://127.0.0.1:${proxy.server.plainPort}` })
const others = [person('a@elsewhere.example')]

const before = (line: RegExp): Trigger => ({ line, when: 'before' })
const after = (line: RegExp): Trigger => ({ line, when: 'after' })

const BEFORE_THE_END: [string, Fault, Trigger][] = [
  ['cut before the greeting is answered', { kind: 'cut' }, before(/^EHLO/)],
  ['reset when we log in', { kind: 'reset' }, before(/^AUTH/)],
  ['cut when the login was taken', { kind: 'cut' }, after(/^AUTH/)],
  ['cut before MAIL', { kind: 'cut' }, before(/^MAIL/)],
  ['silent after MAIL', { kind: 'hang' }, after(/^MAIL/)],
  ['cut before RCPT', { kind: 'cut' }, before(/^RCPT/)],
  ['closed after RCPT', { kind: 'half-close' }, after(/^RCPT/)],
  ['cut before DATA', { kind: 'cut' }, before(/^DATA/)],
  ['reset when DATA was granted', { kind: 'reset' }, after(/^DATA/)],
  ['silent when DATA was granted', { kind: 'hang' }, after(/^DATA/)],
]

test.each(BEFORE_THE_END)('%s: nothing has left, it is sent again and arrives once', (_, fault, trigger) =>
  sending.withSender(
    { Drafts: [], Sent: [] },
    async (_mailbox, api) => {
      const subject = `fault ${++subjects}`
      proxy.arm(fault, trigger)
      const id = await send(api, { to: others, subject, text: 'x\n'.repeat(2_000) })
      await untilSend(api, id, 'sent', ({ copyId }) => copyId !== undefined)
      expect(proxy.fired).toBe(true)
      expect(sending.relay.countOf(subject)).toBe(1)
      expect(await messagesIn(api, 'Sent')).toHaveLength(1)
    },
    viaProxy(),
  ),
)

const AT_THE_END: [string, Fault, Trigger, number][] = [
  ['cut before the last line', { kind: 'cut' }, before(/^\.$/), 0],
  ['cut before the answer to it', { kind: 'cut' }, after(/^\.$/), 1],
  ['reset before the answer to it', { kind: 'reset' }, after(/^\.$/), 1],
  ['silent instead of an answer', { kind: 'hang' }, after(/^\.$/), 1],
]

test.each(AT_THE_END)(
  '%s: it is said to be unknown, never sent again, and the text is kept',
  (_, fault, trigger, arrived) =>
    sending.withSender(
      { Drafts: [], Sent: [] },
      async (_mailbox, api) => {
        const subject = `end ${++subjects}`
        const { id: draftId } = await storeDraft(api, { subject })
        proxy.arm(fault, trigger)
        const id = await send(api, { to: others, subject, text: 'the words\n', draftId })
        const state = await untilSend(api, id, 'unknown', ({ draftId }) => draftId !== undefined)
        expect(state.detail).toMatch(/may have been sent/)
        await vi.waitFor(() => expect(sending.relay.countOf(subject)).toBe(arrived))
        expect(await openDraft(api, state.draftId ?? '')).toMatchObject({
          subject,
          text: 'the words\n',
          to: others,
        })
        expect(await messagesIn(api, 'Drafts')).toHaveLength(1)
        expect(await messagesIn(api, 'Sent')).toEqual([])
      },
      viaProxy(),
    ),
)

test('a lost answer is found out where the message has come to the inbox', () =>
  sending.withSender(
    { Drafts: [], Sent: [] },
    async (mailbox, api) => {
      proxy.arm({ kind: 'cut' }, after(/^\.$/))
      const id = await send(api, { to: [person(mailbox.username)], subject: 'to myself' })
      await untilSend(api, id, 'sent', ({ copyId }) => copyId !== undefined)
      expect(sending.relay.countOf('to myself')).toBe(1)
      expect(await messagesIn(api, 'Sent')).toHaveLength(1)
      expect(await messagesIn(api, 'Drafts')).toEqual([])
    },
    viaProxy(),
  ))

test('where the server cannot be reached at all it fails in words, and the text is a draft', () =>
  sending.withSender(
    { Drafts: [] },
    async (_, api) => {
      const id = await send(api, { to: others, subject: 'unreachable', text: 'kept\n' })
      const { detail, draftId } = await untilSend(api, id, 'failed', ({ draftId }) => draftId !== undefined)
      expect(detail).toMatch(/cannot be reached/)
      expect((await openDraft(api, draftId ?? '')).text).toBe('kept\n')
    },
    { smtp: 'smtp+plain://127.0.0.1:9' },
  ))

test('a full Sent is said, tried again, and sends nothing a second time', () =>
  sending.withSender(
    { Drafts: [], Sent: Array(4).fill('Subject: fills it\n\nx\n') },
    async (mailbox, api) => {
      const id = await send(api, { to: others, subject: 'full' })
      await untilSend(api, id, 'sent')
      const client = await mailbox.otherClient()
      await client.mailboxOpen('Sent')
      await client.messageDelete('1:*')
      await untilSend(api, id, 'sent', ({ copyId }) => copyId !== undefined)
      expect((await messagesIn(api, 'Sent')).map(({ subject }) => subject)).toEqual(['full'])
      expect(sending.relay.countOf('full')).toBe(1)
    },
  ))

test('a full Drafts is said, and the version that stands there stays', () =>
  sending.withSender({ Drafts: Array(3).fill('Subject: fills it\n\nx\n') }, async (_, api) => {
    const { id } = await storeDraft(api, { subject: 'the last that fits', text: 'kept\n' })
    const answers = [
      await api.post<Problem>('/api/drafts', { subject: 'one more' }),
      await api.put<Problem>(`/api/drafts/${id}`, { subject: 'a newer one' }),
    ]
    expect(answers.map(({ status, body }) => `${status} ${body.code}`)).toEqual(
      Array(2).fill('507 over_quota'),
    )
    expect(await openDraft(api, id)).toMatchObject({ subject: 'the last that fits', text: 'kept\n' })
    expect(await messagesIn(api, 'Drafts')).toHaveLength(4)
  }))

test('a copy that the server filed itself is the one that stays, read', () =>
  sending.withSender({ Drafts: [], Sent: [] }, async (mailbox, api) => {
    const { id: draftId } = await storeDraft(api, { to: others, subject: 'filed' })
    const source = await (await api.raw(`/api/messages/${draftId}/source`)).text()
    const client = await mailbox.otherClient()
    await client.append('Sent', source)
    const id = await send(api, { to: others, subject: 'filed', draftId })
    const { copyId } = await untilSend(api, id, 'sent', ({ copyId }) => copyId !== undefined)
    expect(await messagesIn(api, 'Sent')).toMatchObject([{ id: copyId, flags: ['\\Seen'] }])
  }))

describe('with TLS', () => {
  test('a server that offers none gets neither password nor mail', () =>
    sending.withSender(
      { Drafts: [] },
      async (_, api) => {
        const id = await send(api, { to: others, subject: 'in clear' })
        expect((await untilSend(api, id, 'failed')).detail).toMatch(/no encrypted connection/)
        expect(sending.relay.countOf('in clear')).toBe(0)
      },
      { smtp: `smtp://127.0.0.1:${sending.relay.port}` },
    ))

  test('a certificate that nobody vouches for is refused, and one that somebody does is taken', () =>
    sending.withSender({ Drafts: [], Sent: [] }, async (_, api) => {
      const { submissionPort, submissionsPort, folder } = sending.server
      const ways = [`smtps://127.0.0.1:${submissionsPort}`, `smtp://127.0.0.1:${submissionPort}`]
      for (const way of ways) {
        sendVia(way)
        const id = await send(api, { to: others, subject: 'untrusted' })
        expect((await untilSend(api, id, 'failed')).detail).toMatch(/certificate/)
      }
      const known = tls.getCACertificates('default')
      tls.setDefaultCACertificates([...known, readFileSync(join(folder, 'tls.pem'), 'utf8')])
      try {
        for (const way of ways) {
          sendVia(way)
          await untilSend(api, await send(api, { to: others, subject: 'trusted' }), 'sent')
        }
      } finally {
        tls.setDefaultCACertificates(known)
      }
      expect([sending.relay.countOf('untrusted'), sending.relay.countOf('trusted')]).toEqual([0, 2])
    }))
})

/** Another process that sends, in the place of this one. */
async function otherProcess(): Promise<ChildProcess> {
  await stopOutbox(2_000)
  globalThis.posternOutbox = undefined
  const child = spawn(process.execPath, ['tests/servers/outbox-process.ts'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

const SMALL = Buffer.from('small')
/** More than fits into all that lies between here and there. */
const LARGE = Buffer.alloc(12 * 2 ** 20, 'large')

const KILLED: [string, Buffer<ArrayBuffer>, Fault, Trigger, 'sent' | 'unknown'][] = [
  ['before it says who gets it', SMALL, { kind: 'hang' }, before(/^MAIL/), 'sent'],
  ['in the middle of the message', LARGE, { kind: 'freeze' }, before(/^[A-Za-z0-9+/]{76}$/), 'sent'],
  ['when the server has it', SMALL, { kind: 'hang' }, after(/^\.$/), 'unknown'],
]

test.each(KILLED)(
  'killed %s, the next process sends it once or says that it does not know',
  (_, bytes, fault, trigger, status) =>
    sending.withSender(
      { Drafts: [], Sent: [] },
      async (_mailbox, api) => {
        const subject = `killed ${++subjects}`
        const file = await upload(api, 'a.bin', 'application/x-file', bytes)
        const child = await otherProcess()
        proxy.arm(fault, trigger)
        const id = await send(api, { to: others, subject, attachments: [{ uploadId: file.id }] })
        await vi.waitFor(() => expect(proxy.seen).toBe(1), { timeout: 15_000 })
        const had = status === 'unknown' ? 1 : 0
        await vi.waitFor(() => expect(sending.relay.countOf(subject)).toBe(had))
        child.kill('SIGKILL')
        await once(child, 'exit')
        proxy.cut()
        proxy.thaw()
        const isOver = ({ copyId, draftId }: SendState) => copyId !== undefined || draftId !== undefined
        await untilSend(api, id, status, isOver)
        expect(sending.relay.countOf(subject)).toBe(1)
      },
      viaProxy(),
    ),
  40_000,
)
