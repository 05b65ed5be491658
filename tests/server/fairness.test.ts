/** Who waits for whom within an account, and what ends with the request that asked for it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { eml } from '#tests/servers/eml.ts'
import { type FaultProxy, startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, type RequestOptions, signIn } from '#tests/servers/postern.ts'

const inbox = folderIdOf('INBOX')
const id = (uid: number) => messageIdOf({ folderId: inbox, uidValidity: 1_700_000_000, uid })
const READS_AHEAD: RequestOptions = { headers: { priority: 'u=6' } }

afterEach(closeAccounts)

/** An account with six messages, whose wire stands still: everything asked from now on waits. */
function standingStill(play: (api: Api, wire: FaultProxy) => Promise<void>): Promise<void> {
  const INBOX = [1, 2, 3, 4, 5, 6].map((at) => eml({ subject: `number ${at}` }))
  return withMailbox({ INBOX, Archive: [eml()] }, async (box) => {
    const wire = await startFaultProxy(box.server)
    onTestFinished(() => wire.shut())
    const api = await signIn({ ...box, server: wire.server })
    expect((await api.get(`/api/messages/${id(1)}`)).status).toBe(200)
    wire.freeze()
    wire.forget()
    try {
      await play(api, wire)
    } finally {
      wire.thaw()
    }
  })
}

/** UIDs of messages that were asked for, in the order in which the server heard of them. */
function asked(wire: FaultProxy): number[] {
  const uids = wire.lines.map((line) => Number(/^UID FETCH (\d+) /.exec(line)?.[1]))
  return [...new Set(uids.filter((uid) => uid > 0))]
}

test('a message that is opened goes before those that are read ahead', () =>
  standingStill(async (api, wire) => {
    const open = (uid: number, options?: RequestOptions) => api.get(`/api/messages/${id(uid)}`, options)
    const running = [open(1)]
    await sleep(300)
    running.push(...[2, 3, 4].map((uid) => open(uid, READS_AHEAD)))
    running.push(open(5, { headers: { 'sec-purpose': 'prefetch' } }))
    await sleep(300)
    running.push(open(6, { headers: { priority: 'u=1, i' } }))
    await sleep(1_000)
    wire.thaw()
    expect((await Promise.all(running)).map(({ status }) => status)).toEqual(Array(6).fill(200))
    expect(asked(wire)).toEqual([1, 6, 2, 3, 4, 5])
  }))

const READS: [string, string][] = [
  ['a list', `/api/folders/${folderIdOf('Archive')}/messages`],
  ['a list in another order', `/api/folders/${inbox}/messages?sort=subject`],
  ['what changed', `/api/folders/${folderIdOf('Archive')}/changes?since=x`],
  ['a message', `/api/messages/${id(6)}`],
  ['a conversation', `/api/messages/${id(6)}/thread`],
  ['a part', `/api/messages/${id(6)}/parts/1`],
  ['a source', `/api/messages/${id(6)}/source`],
  ['the folders', '/api/folders'],
]

test.for(READS)('%s that nobody waits for any more never reaches the server', ([, path]) =>
  standingStill(async (api, wire) => {
    const first = api.get(`/api/messages/${id(1)}`)
    await sleep(300)
    const hangUp = new AbortController()
    const request = new Request(`http://postern.test${path}`, { signal: hangUp.signal })
    const given = api.raw(request)
    await sleep(300)
    hangUp.abort()
    expect((await given).status).toBe(499)
    wire.thaw()
    expect((await first).status).toBe(200)
    expect((await api.get(`/api/messages/${id(2)}`)).status).toBe(200)
    expect(wire.lines.filter((line) => /^UID FETCH [12] |^NOOP$/.test(line))).toEqual(wire.lines)
  }),
)

test('who waits for the same list still gets it when another one hangs up', () =>
  standingStill(async (api, wire) => {
    const path = `http://postern.test/api/folders/${inbox}/messages`
    const hangUp = new AbortController()
    const leaving = api.raw(new Request(path, { signal: hangUp.signal }))
    const staying = api.raw(path.slice('http://postern.test'.length))
    await sleep(300)
    hangUp.abort()
    expect((await leaving).status).toBe(499)
    wire.thaw()
    expect((await staying).status).toBe(200)
  }))

test('who waits for the same recipients still gets them when another hangs up; and all may, harming nobody', () =>
  standingStill(async (api, wire) => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    onTestFinished(() => void process.off('unhandledRejection', note))
    const path = 'http://postern.test/api/recipients?q=&limit=10'
    const asking = (signal?: AbortSignal) => api.raw(new Request(path, { ...(signal && { signal }) }))
    const hangUps = [1, 2].map(() => new AbortController())
    const [first, second] = hangUps.map(({ signal }) => asking(signal))
    await sleep(300)
    for (const one of hangUps) one.abort()
    expect([(await first)?.status, (await second)?.status]).toEqual([499, 499])
    const hangUp = new AbortController()
    const leaving = asking(hangUp.signal)
    const staying = asking()
    await sleep(300)
    hangUp.abort()
    expect((await leaving).status).toBe(499)
    wire.thaw()
    expect((await staying).status).toBe(200)
    expect(unhandled).toEqual([])
  }))

test('a change goes on when who asked for it hangs up', () =>
  standingStill(async (api, wire) => {
    const hangUp = new AbortController()
    const change = { kind: 'flag', messages: { ids: [id(3)] }, add: ['\\Flagged'] }
    const leaving = api
      .post('/api/messages/change', change, { signal: hangUp.signal })
      .catch((error: unknown) => error)
    await sleep(300)
    hangUp.abort()
    wire.thaw()
    await leaving
    const flags = async () => (await api.get<{ flags: string[] }>(`/api/messages/${id(3)}`)).body.flags
    await vi.waitFor(async () => expect(await flags()).toContain('\\Flagged'), { timeout: 10_000 })
  }))
