/** What a submission server offers (RFC 1870, 6152, 6531) and where one is found. */
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test, vi } from 'vitest'
import type { Session } from '#lib/api/session.ts'
import { smtpEndpoints } from '#lib/server/compose/smtp-endpoints.ts'
import { type Outcome, submitMessage } from '#lib/server/compose/submit-message.ts'
import { config, type MailEndpoint } from '#lib/server/config/config.ts'
import { namedServer } from '#lib/server/session/server-choice.ts'
import { openDraft, upload } from '#tests/servers/compose-by-api.ts'
import { freePort } from '#tests/servers/free-port.ts'
import { type Api, configure } from '#tests/servers/postern.ts'
import { type Relay, startRelay } from '#tests/servers/relay.ts'
import { send, untilSend } from '#tests/servers/send-by-api.ts'
import { messagesIn, person, sendingServer } from '#tests/servers/sending-server.ts'

const sending = sendingServer()
afterEach(() => configure({ PRIVATE_HOSTS: undefined }))

/** Sends to a server that offers what `offer` says. */
async function withOffer(offer: SMTPServerOptions, work: (api: Api, relay: Relay) => Promise<void>) {
  const relay = await startRelay(offer)
  const smtp = `smtp+plain://127.0.0.1:${relay.port}`
  try {
    await sending.withSender({ Drafts: [], Sent: [] }, (_, api) => work(api, relay), { smtp })
  } finally {
    await relay.stop()
  }
}

const foreign = person('žofie@elsewhere.example', 'Žofie')

test('an address with foreign letters goes to a server that takes such, as it was written', () =>
  withOffer({}, async (api, relay) => {
    const id = await send(api, { to: [foreign, person('a@bücher.example')], subject: 'Grüße' })
    await untilSend(api, id, 'sent')
    const [delivery] = relay.deliveries
    expect(delivery).toMatchObject({
      // This server shows domains as they are read.
      to: [foreign.address, 'a@bücher.example'],
      said: { SMTPUTF8: true },
    })
    const { to, subject } = await simpleParser(delivery?.raw ?? '')
    expect(subject).toBe('Grüße')
    expect([to].flat()[0]?.value[0]).toMatchObject({ name: 'Žofie', address: foreign.address })
  }))

test('where such letters are not taken it is said in words, nobody gets it, and the text is a draft', () =>
  withOffer({ hideSMTPUTF8: true }, async (api, relay) => {
    const to = [person('a@elsewhere.example'), foreign]
    const id = await send(api, { to, subject: 'letters', text: 'kept\n' })
    const { detail, draftId } = await untilSend(api, id, 'failed', ({ draftId }) => draftId !== undefined)
    expect(detail).toMatch(/addresses with such letters/)
    expect(relay.deliveries).toEqual([])
    expect(await openDraft(api, draftId ?? '')).toMatchObject({ to, text: 'kept\n' })
    // A foreign domain alone has an ASCII form.
    await untilSend(api, await send(api, { to: [person('a@bücher.example')], subject: 'domain' }), 'sent')
    expect(relay.deliveries.map(({ to, said }) => [to, said.SMTPUTF8])).toEqual([
      [['a@bücher.example'], undefined],
    ])
  }))

test.each([
  ['is named where it is offered', {}, '8BITMIME'],
  ['is not where it is not', { hide8BITMIME: true }, undefined],
])('8BITMIME %s, and the message has no octet above 127 either way', (_, offer, body) =>
  withOffer(offer, async (api, relay) => {
    const file = await upload(api, 'é.txt', 'text/plain; charset=utf-8', 'ünï\n')
    const draft = {
      subject: 'ünï',
      text: 'ünï שלום\n',
      html: '<p>ünï</p>',
      attachments: [{ uploadId: file.id }],
    }
    await untilSend(api, await send(api, { to: [person('a@elsewhere.example', 'É')], ...draft }), 'sent')
    const [delivery] = relay.deliveries
    expect(delivery?.said.BODY).toBe(body)
    expect(delivery?.raw.every((octet) => octet < 128)).toBe(true)
    expect((await simpleParser(delivery?.raw ?? '')).text).toBe(draft.text)
  }),
)

const mostOf = async (api: Api) =>
  (await api.get<Session>('/api/session')).body.limits.maxMessageBytes ?? null

test('the SIZE of the server is asked before anything is sent, once, and nobody waits for it', async () => {
  let connections = 0
  const count: SMTPServerOptions['onConnect'] = (_, done) => {
    connections += 1
    done()
  }
  await withOffer({ size: 3 * 2 ** 20, onConnect: count }, async (api, relay) => {
    await Promise.all(Array.from({ length: 5 }, () => mostOf(api)))
    await vi.waitFor(async () => expect(await mostOf(api)).toBe(3 * 2 ** 20), { timeout: 10_000 })
    expect([connections, relay.deliveries]).toEqual([1, []])
  })
})

test('a server that says nothing is asked once, and keeps nobody waiting', async () => {
  const held: Socket[] = []
  const silent = createServer((socket) => void held.push(socket))
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as AddressInfo
  try {
    await sending.withSender(
      {},
      async (_, api) => {
        config().deadlines = { ...config().deadlines, connect: 15_000 }
        const began = Date.now()
        expect([await mostOf(api), await mostOf(api)]).toEqual([null, null])
        await vi.waitFor(() => expect(held).toHaveLength(1), { timeout: 5_000 })
        expect(await mostOf(api)).toBeNull()
        expect(Date.now() - began).toBeLessThan(10_000)
        expect(held).toHaveLength(1)
      },
      { smtp: `smtp+plain://127.0.0.1:${port}` },
    )
  } finally {
    for (const socket of held) socket.destroy()
    silent.close()
  }
})

test('what is above the SIZE of the server is said with that size, is not begun, and stays a draft', () =>
  withOffer({ size: 2 ** 20 }, async (api, relay) => {
    const small = await upload(api, 'a.bin', 'application/x-file', Buffer.alloc(600_000))
    const large = await upload(api, 'b.bin', 'application/x-file', Buffer.alloc(900_000))
    const to = [person('a@elsewhere.example')]
    const fits = await send(api, { to, subject: 'fits', attachments: [{ uploadId: small.id }] })
    await untilSend(api, fits, 'sent')
    const id = await send(api, { to, subject: 'too large', attachments: [{ uploadId: large.id }] })
    const { detail, draftId } = await untilSend(api, id, 'failed', ({ draftId }) => draftId !== undefined)
    expect(detail).toMatch(/takes no message above 1 MB/)
    expect((await openDraft(api, draftId ?? '')).subject).toBe('too large')
    expect(relay.countOf('too large')).toBe(0)
    expect(Number(relay.deliveries[0]?.said.SIZE)).toBe(relay.deliveries[0]?.raw.length)
    expect((await messagesIn(api, 'Drafts')).map(({ subject }) => subject)).toEqual(['too large'])
  }))

test('without a configured server those beside the IMAP server are tried, always with TLS', () => {
  const found = (host: string) =>
    smtpEndpoints(namedServer({ host, port: 993, security: 'tls' })).map((at) => ({
      ...at,
      url: `${at.host}:${at.port}`,
    }))
  expect(found('imap.example.org').map(({ url, security }) => `${url} ${security}`)).toEqual([
    'smtp.example.org:465 tls',
    'smtp.example.org:587 starttls',
    'imap.example.org:465 tls',
    'imap.example.org:587 starttls',
  ])
  expect(found('192.0.2.1').map(({ url }) => url)).toEqual(['192.0.2.1:465', '192.0.2.1:587'])
  expect(found('mail.example.org').every(({ publicOnly }) => publicOnly)).toBe(true)
})

/** Gives a small message to the first of these that can be talked to. */
function submit(endpoints: MailEndpoint[]): Promise<Outcome> {
  const credentials = { username: 'sam@example.org', password: 'x' }
  const recipients = ['a@elsewhere.example']
  async function* content() {
    yield Buffer.from('Subject: found\r\n\r\nx\r\n')
  }
  return submitMessage(endpoints, {
    credentials,
    from: credentials.username,
    recipients,
    size: 22,
    content,
    onEnding: () => undefined,
  })
}

test('one that cannot be reached is passed over, and the next one gets it once', async () => {
  const relay = await startRelay()
  const at = { host: '127.0.0.1', security: 'none' } as const
  const outcome = await submit([
    { ...at, port: await freePort() },
    { ...at, port: relay.port },
    { ...at, port: relay.port },
  ])
  expect(outcome).toEqual({ kind: 'taken', refused: [] })
  expect(relay.countOf('found')).toBe(1)
  await relay.stop()
})

test('beside a host that a user named no private address is reached, unless the operator named it', async () => {
  const connected: string[] = []
  const relay = await startRelay({
    onConnect: ({ remoteAddress }, done) => {
      connected.push(remoteAddress)
      done()
    },
  })
  for (const host of ['localhost', '127.0.0.1']) {
    const endpoint = { host, port: relay.port, security: 'none', publicOnly: true } as const
    configure({ PRIVATE_HOSTS: undefined })
    expect(await submit([endpoint])).toMatchObject({
      kind: 'later',
      detail: expect.stringContaining('cannot be reached'),
    })
    expect(connected).toEqual([])
  }
  configure({ PRIVATE_HOSTS: '127.0.0.1' })
  expect(
    await submit([{ host: '127.0.0.1', port: relay.port, security: 'none', publicOnly: true }]),
  ).toMatchObject({
    kind: 'taken',
  })
  await relay.stop()
})
