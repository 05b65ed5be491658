import { randomUUID } from 'node:crypto'
import type { ImapFlow } from 'imapflow'
import { describe, expect, inject, test } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { Problem } from '#lib/api/problem.ts'
import { stopAllChanges } from '#lib/server/messages/change-once.ts'
import { change } from '#tests/servers/change-by-api.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { type FaultProxy, startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { fillInbox } from '#tests/servers/many-messages.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')
const WHOLE = { all: { folderId: inbox } }
const id = (uid: number) => messageIdOf({ folderId: inbox, uidValidity: 1_700_000_000, uid })

type Scene = { api: Api; client: ImapFlow; box: TestMailbox }

/** An inbox of `count` messages in batches of a thousand, and an empty archive. */
function many(count: number, play: (scene: Scene) => Promise<void>, server?: Dovecot): Promise<void> {
  return withMailbox(
    { Archive: [] },
    async (box) => {
      fillInbox(box, count)
      await play({ box, api: await signIn(box), client: await box.otherClient() })
    },
    server,
  )
}

function post(api: Api, body: Change) {
  return api.post<ChangeResult & Problem>('/api/messages/change', body)
}

async function countOf(client: ImapFlow, path: string): Promise<number> {
  const status = await client.status(path, { messages: true })
  return status ? (status.messages ?? 0) : expect.fail(`no status of ${path}`)
}

/** How many messages of each batch a folder holds: `{ 'batch 0': 1000 … }`. */
async function batchesIn(client: ImapFlow, path: string): Promise<Map<string, number>> {
  const batches = new Map<string, number>()
  await client.mailboxOpen(path, { readOnly: true })
  if (client.mailbox && client.mailbox.exists > 0) {
    for await (const { envelope } of client.fetch('1:*', { envelope: true })) {
      const subject = envelope?.subject ?? ''
      batches.set(subject, (batches.get(subject) ?? 0) + 1)
    }
  }
  await client.mailboxClose()
  return batches
}

const whole = (count: number) =>
  new Map(
    Array.from({ length: Math.ceil(count / 1000) }, (_, at) => [
      `batch ${at}`,
      Math.min(1000, count - at * 1000),
    ]),
  )

type Told = { changeId: string; done: number; total: number }

/** Listens to the events of an account until it is told to stop; answers the progress that was told. */
async function listen(api: Api): Promise<{ told: () => Told[]; stop: () => Promise<void> }> {
  const ended = new AbortController()
  const response = await api.raw(new Request('http://postern.test/api/events', { signal: ended.signal }))
  const reader = response.body?.getReader() ?? expect.fail('no stream')
  let text = ''
  const reading = (async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      text += new TextDecoder().decode(piece.value)
  })().catch((error: unknown) => {
    if (!ended.signal.aborted) throw error
  })
  return {
    told: () =>
      [...text.matchAll(/event: progress\ndata: (.*)\n/g)].map(([, data]) => JSON.parse(data ?? '') as Told),
    stop: async () => {
      ended.abort()
      await reader.cancel()
      await reading
    },
  }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('50,000 messages', () => {
  const COUNT = 50_000

  /** Watches what JavaScript keeps, bytes, until it is asked for the most it saw beyond the beginning. */
  function watchHeap(): () => number {
    const before = process.memoryUsage().heapUsed
    let most = before
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed)
    }, 50)
    return () => {
      clearInterval(watch)
      return most - before
    }
  }

  async function markAndBack({ api, client }: Scene): Promise<void> {
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1:1000', ['\\Seen'], { uid: true })
    const result = await change(api, { kind: 'flag', messages: WHOLE, add: ['\\Seen'] })
    expect(result).toMatchObject({ count: COUNT, missing: [] })
    await client.noop()
    expect(await client.search({ seen: false })).toEqual([])
    expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT - 1000 })
    await client.noop()
    expect(await client.search({ seen: true })).toHaveLength(1000)
    await client.mailboxClose()
  }

  async function moveAndBack({ api, client }: Scene): Promise<void> {
    const stream = await listen(api)
    const mostHeap = watchHeap()
    const changeId = randomUUID()
    let over = false
    const moving = change(api, { kind: 'move', messages: WHOLE, to: archive, changeId }).finally(() => {
      over = true
    })
    await until(() => stream.told().some(({ done }) => done > 0))
    expect((await api.get(`/api/folders/${inbox}/messages?offset=20000`)).status).toBe(200)
    expect(over, 'a page is read while the change goes on').toBe(false)
    const result = await moving
    expect(mostHeap()).toBeLessThan(150 * 2 ** 20)
    expect(result).toMatchObject({ count: COUNT, missing: [] })
    expect(result.moved).toBeUndefined()
    const told = stream.told().map(({ done }) => done)
    expect(stream.told()).toEqual(told.map((done) => ({ changeId, done, total: COUNT })))
    expect([told[0], told.at(-1)]).toEqual([0, COUNT])
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b))
    await stream.stop()
    expect([await countOf(client, 'INBOX'), await countOf(client, 'Archive')]).toEqual([0, COUNT])

    expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT, missing: [] })
    expect([await countOf(client, 'INBOX'), await countOf(client, 'Archive')]).toEqual([COUNT, 0])
    const { body } = await api.get<{ total: number }>(`/api/folders/${inbox}/messages`)
    expect(body.total).toBe(COUNT)
  }

  test(
    'are marked and moved with their progress told, while others are served, in little memory; each comes back as one',
    () =>
      many(COUNT, async (at) => {
        await at.api.get(`/api/folders/${inbox}/messages`)
        await markAndBack(at)
        await moveAndBack(at)
      }),
    240_000,
  )
})

describe('a long change', () => {
  const COUNT = 4_500

  test(
    'that is stopped says so; what was done can be undone, and a stopped undo gone on with',
    () =>
      many(COUNT, async ({ api, client }) => {
        const stop = async (body: Change) => {
          const changeId = randomUUID()
          const stream = await listen(api)
          const running = change(api, { ...body, changeId })
          await until(() => stream.told().length > 0)
          expect((await api.delete(`/api/messages/change/${changeId}`)).status).toBe(204)
          await stream.stop()
          return await running
        }
        const stopped = await stop({ kind: 'move', messages: WHOLE, to: archive })
        expect(stopped.stopped).toBe(true)
        expect(stopped.count).toBeLessThan(COUNT)
        expect(await countOf(client, 'Archive')).toBe(stopped.count)
        const rest = await change(api, { kind: 'move', messages: WHOLE, to: archive })
        expect(rest).toMatchObject({ count: COUNT - stopped.count })
        expect(rest.stopped).toBeUndefined()

        const half = await stop(rest.undo as Change)
        expect(half.stopped).toBe(true)
        expect(half.undo).toEqual(rest.undo)
        expect(await change(api, half.undo as Change)).toMatchObject({
          count: rest.count - half.count,
          undo: null,
        })
        if (stopped.undo) await change(api, stopped.undo)
        expect(await batchesIn(client, 'INBOX')).toEqual(whole(COUNT))
      }),
    60_000,
  )

  test(
    'goes on when the page that asked for it goes away; asking again finds it, and does nothing twice',
    () =>
      many(COUNT, async ({ api, client }) => {
        const body: Change = { kind: 'copy', messages: WHOLE, to: archive, changeId: randomUUID() }
        const page = new AbortController()
        const stream = await listen(api)
        void api.post('/api/messages/change', body, { signal: page.signal }).catch(() => undefined)
        await until(() => stream.told().length > 0)
        page.abort()
        await stream.stop()
        const reloaded = await listen(api)
        const again = change(api, body)
        await until(() => reloaded.told().length > 0)
        const result = await again
        await reloaded.stop()
        expect(result).toMatchObject({ count: COUNT, missing: [] })
        expect(await batchesIn(client, 'Archive')).toEqual(whole(COUNT))
        expect(await change(api, body)).toEqual(result)
        expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT })
        expect(await countOf(client, 'Archive')).toBe(0)
      }),
    60_000,
  )

  test(
    'stops after its chunk when the process is to end, and says truly how far it came',
    () =>
      many(COUNT, async ({ api, client }) => {
        const running = change(api, { kind: 'move', messages: WHOLE, to: archive })
        await until(async () => (await countOf(client, 'Archive')) > 0)
        stopAllChanges()
        const result = await running
        expect(result.stopped).toBe(true)
        expect(await countOf(client, 'Archive')).toBe(result.count)
      }),
    60_000,
  )

  test(
    'leaves alone what another client does meanwhile, and takes it for what it is',
    () =>
      many(COUNT, async ({ api, client, box }) => {
        await api.get(`/api/folders/${inbox}/messages`)
        const other = await box.otherClient()
        await other.mailboxOpen('INBOX')
        const running = change(api, { kind: 'move', messages: WHOLE, to: archive })
        await until(async () => (await countOf(client, 'Archive')) > 0)
        const [deleted] = await Promise.all([
          other.messageDelete('4400:4500', { uid: true }),
          client.append('INBOX', 'Subject: new here\r\n\r\n'),
          client.append('Archive', 'Subject: new there\r\n\r\n'),
        ])
        expect(deleted).toBe(true)
        const result = await running
        const removed = result.missing.length
        expect(result.missing.every((one) => Number(one.split('.').at(-1)) >= 4400)).toBe(true)
        expect(result.count + removed).toBe(COUNT)
        expect(await batchesIn(client, 'INBOX')).toEqual(new Map([['new here', 1]]))
        expect(await countOf(client, 'Archive')).toBe(result.count + 1)
        expect(await change(api, result.undo as Change)).toMatchObject({ count: result.count, missing: [] })
        expect(await batchesIn(client, 'Archive')).toEqual(new Map([['new there', 1]]))
        expect(await countOf(client, 'INBOX')).toBe(result.count + 1)
      }),
    60_000,
  )

  test('that fails after a part can be undone for that part', async () => {
    const { server, stop } = await startDovecot({
      extra:
        'mail_plugins = quota\nprotocol imap {\n  mail_plugins = $mail_plugins imap_quota\n}\nplugin {\n  quota = count:User\n  quota_vsizes = yes\n  quota_rule = *:messages=4000\n  quota_grace = 0\n}',
    })
    try {
      await many(
        3000,
        async ({ api, client }) => {
          const { status, body } = await post(api, { kind: 'copy', messages: WHOLE, to: archive })
          expect([status, body.code], JSON.stringify(body)).toEqual([507, 'over_quota'])
          const copied = await countOf(client, 'Archive')
          expect(copied).toBeGreaterThan(0)
          expect(body.detail).toContain('were done out of 3,000, then it stopped')
          expect(await change(api, body.undo as Change)).toMatchObject({ count: copied, missing: [] })
          expect(await countOf(client, 'Archive')).toBe(0)
        },
        server,
      )
    } finally {
      await stop()
    }
  }, 60_000)

  test(
    'of messages that are named is told of as well',
    () =>
      many(1000, async ({ api }) => {
        const ids = Array.from({ length: 1000 }, (_, at) => id(at + 1))
        const stream = await listen(api)
        const changeId = randomUUID()
        const result = await change(api, { kind: 'flag', messages: { ids }, add: ['\\Flagged'], changeId })
        expect(result.updated).toHaveLength(1000)
        await until(() => stream.told().at(-1)?.done === 1000)
        await stream.stop()
      }),
    60_000,
  )
})

describe('a connection that breaks in the middle of a long change', () => {
  const COUNT = 4_500

  async function broken(play: (scene: Scene & { wire: FaultProxy }) => Promise<void>) {
    const wire = await startFaultProxy(inject('dovecot'))
    try {
      await withMailbox({ Archive: [] }, async (box) => {
        fillInbox(box, COUNT)
        const api = await signIn({ ...box, server: wire.server })
        await play({ box, api, client: await box.otherClient(), wire })
      })
    } finally {
      await wire.shut()
    }
  }

  test(
    'leaves every message in one place, although others are delivered there, and undo knows them all',
    () =>
      broken(async ({ api, client, wire }) => {
        await api.get(`/api/folders/${inbox}/messages`)
        wire.arm({ kind: 'cut' }, { line: /UID MOVE (?!1:)/, when: 'before' })
        const running = change(api, { kind: 'move', messages: WHOLE, to: archive })
        await until(() => wire.seen > 0)
        wire.arm({ kind: 'cut' }, { line: /UID MOVE \d{4,}:/, when: 'after' })
        await until(() => wire.seen > 0)
        for (const n of [1, 2, 3]) await client.append('Archive', `Subject: delivered ${n}\r\n\r\n`)
        const result = await running
        expect(result).toMatchObject({ count: COUNT, missing: [] })
        expect(await countOf(client, 'INBOX')).toBe(0)
        const there = await batchesIn(client, 'Archive')
        for (const n of [1, 2, 3]) expect(there.get(`delivered ${n}`)).toBe(1)
        expect(await countOf(client, 'Archive')).toBe(COUNT + 3)
        expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT, missing: [] })
        expect(await batchesIn(client, 'INBOX')).toEqual(whole(COUNT))
        expect(await countOf(client, 'Archive')).toBe(3)
      }),
    60_000,
  )

  test.each(['before', 'after'] as const)(
    'copies each message once where a COPY is cut %s it gets through',
    (when) =>
      broken(async ({ api, client, wire }) => {
        wire.arm({ kind: 'cut' }, { line: /UID COPY (?!1:)/, when })
        const result = await change(api, { kind: 'copy', messages: WHOLE, to: archive })
        expect(wire.seen).toBeGreaterThan(0)
        expect(result).toMatchObject({ count: COUNT, missing: [] })
        expect(await batchesIn(client, 'Archive')).toEqual(whole(COUNT))
        expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT, missing: [] })
        expect(await countOf(client, 'Archive')).toBe(0)
      }),
    60_000,
  )

  test(
    'flags all, and undo gives back what was, although a STORE’s answer was lost',
    () =>
      broken(async ({ api, client, wire }) => {
        await client.mailboxOpen('INBOX')
        await client.messageFlagsAdd('600:700', ['\\Flagged'], { uid: true })
        wire.arm({ kind: 'cut' }, { line: /UID STORE (?!1:)/, when: 'after' })
        const result = await change(api, { kind: 'flag', messages: WHOLE, add: ['\\Flagged'] })
        expect(wire.seen).toBeGreaterThan(0)
        expect(result).toMatchObject({ count: COUNT, missing: [] })
        await client.noop()
        expect(await client.search({ flagged: false })).toEqual([])
        await change(api, result.undo as Change)
        await client.noop()
        expect(await client.search({ flagged: true }, { uid: true })).toEqual(
          Array.from({ length: 101 }, (_, at) => at + 600),
        )
      }),
    60_000,
  )

  test(
    'or a server that is away for seconds holds it up, and nothing more',
    () =>
      withMailbox({ Archive: [] }, async (box) => {
        fillInbox(box, COUNT)
        const gate = await startFaultProxy(box.server)
        try {
          const api = await signIn({ ...box, server: gate.server })
          const client = await box.otherClient()
          const stream = await listen(api)
          const running = change(api, { kind: 'move', messages: WHOLE, to: archive, changeId: randomUUID() })
          await until(() => stream.told().some(({ done }) => done > 0))
          await gate.shut()
          await new Promise((resolve) => setTimeout(resolve, 3_000))
          await gate.open()
          const result = await running
          await stream.stop()
          expect(result).toMatchObject({ count: COUNT, missing: [] })
          expect(await batchesIn(client, 'Archive')).toEqual(whole(COUNT))
          expect(await countOf(client, 'INBOX')).toBe(0)
          expect(await change(api, result.undo as Change)).toMatchObject({ count: COUNT, missing: [] })
          expect(await countOf(client, 'Archive')).toBe(0)
        } finally {
          await gate.shut()
        }
      }),
    60_000,
  )

  test('on a server that only speaks IMAP4rev1 moves once what is scattered over the folder', async () => {
    const { server, stop } = await startDovecot({ capability: 'IMAP4rev1 LITERAL+' })
    const wire = await startFaultProxy(server)
    try {
      await withMailbox(
        { Archive: [] },
        async (box) => {
          fillInbox(box, 3_000)
          const client = await box.otherClient()
          await client.mailboxOpen('INBOX')
          const odd = Array.from({ length: 1_500 }, (_, at) => 2 * at + 1)
          for (let at = 0; at < odd.length; at += 500)
            await client.messageFlagsAdd(odd.slice(at, at + 500).join(), ['\\Flagged'], { uid: true })
          const api = await signIn({ ...box, server: wire.server })
          wire.arm({ kind: 'cut' }, { line: /UID STORE (?!1,)/, when: 'after' })
          const messages = { all: { folderId: inbox, filter: ['flagged' as const] } }
          const result = await change(api, { kind: 'move', messages, to: archive })
          expect(wire.seen).toBeGreaterThan(0)
          expect(result).toMatchObject({ count: 1_500, missing: [] })
          expect(await countOf(client, 'Archive')).toBe(1_500)
          await client.noop()
          expect(await client.search({ all: true }, { uid: true })).toEqual(odd.map((uid) => uid + 1))
          await client.mailboxClose()
          expect(await change(api, result.undo as Change)).toMatchObject({ count: 1_500, missing: [] })
          expect(await batchesIn(client, 'INBOX')).toEqual(whole(3_000))
        },
        server,
      )
    } finally {
      await wire.shut()
      await stop()
    }
  }, 60_000)

  test(
    'expunges all and nothing else',
    () =>
      broken(async ({ api, client, wire }) => {
        await api.get(`/api/folders/${inbox}/messages`)
        wire.arm({ kind: 'cut' }, { line: /UID EXPUNGE (?!1:)/, when: 'after' })
        const running = change(api, { kind: 'expunge', messages: { all: { folderId: inbox, until: 4001 } } })
        await client.append('INBOX', 'Subject: new\r\n\r\n')
        expect(await running).toEqual({ count: 4000, missing: [], undo: null })
        expect(wire.seen).toBeGreaterThan(0)
        expect(await batchesIn(client, 'INBOX')).toEqual(
          new Map([
            ['batch 4', 500],
            ['new', 1],
          ]),
        )
      }),
    60_000,
  )
})
