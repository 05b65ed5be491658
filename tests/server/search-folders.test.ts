/** A search over many folders: side by side on few connections, in nobody's way, and one that fails is only named. */
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import type { MessagePage, SearchPage } from '#lib/api/messages.ts'
import { type Config, config } from '#lib/server/config/config.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { ask } from '#tests/servers/ask-api.ts'
import { eml } from '#tests/servers/eml.ts'
import { type FaultProxy, startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { listen } from '#tests/servers/listen.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, configure, signIn } from '#tests/servers/postern.ts'

const FOLDERS = Array.from({ length: 34 }, (_, at) => `Folder ${String(at).padStart(2, '0')}`)
const SEEDS = {
  INBOX: [eml({ subject: 'wanted at home', text: 'needle' }), eml({ subject: 'other' })],
  ...Object.fromEntries(
    FOLDERS.map((name) => [name, [eml({ subject: `wanted in ${name}`, text: 'needle' })]]),
  ),
}
const THIRD = 'Folder 03'

afterEach(async () => {
  await closeAccounts()
  configure({ MAX_IMAP_CONNECTIONS_PER_USER: undefined })
})

/** A mailbox of 35 folders behind a wire. */
function scene(play: (api: Api, wire: FaultProxy) => Promise<void>): Promise<void> {
  return withMailbox(SEEDS, async (box) => {
    const wire = await startFaultProxy(box.server)
    onTestFinished(() => wire.shut())
    await play(await signIn({ ...box, server: wire.server }), wire)
  })
}

async function find(api: Api, query: Record<string, string>): Promise<SearchPage> {
  const { status, body } = await api.get<SearchPage>(`/api/search?${new URLSearchParams(query)}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

/** One folder may take this long (ms), in this test. */
function allowed(milliseconds: number): void {
  const own = globalThis as { posternConfig?: Config }
  own.posternConfig = { ...config(), deadlines: { ...config().deadlines, search: milliseconds } }
}

test.for([
  [1, 1],
  [2, 2],
  [3, 3],
  [5, 4],
])(
  'an account of %i connections searches on what reading leaves, %i with the one that reads',
  ([cap, most]) =>
    scene(async (api, wire) => {
      await closeAccounts()
      configure({ MAX_IMAP_CONNECTIONS_PER_USER: String(cap) })
      wire.most = 0
      const found = await find(api, { q: 'subject:wanted' })
      expect(found).toMatchObject({ total: 35, pending: [], failed: [] })
      expect(wire.most).toBe(most)
    }),
)

test(
  'who is told of news meanwhile gives a connection to the search, and has it back after it',
  { timeout: 30_000 },
  () =>
    scene(async (api, wire) => {
      const listening = await listen(api, folderIdOf('Folder 00'))
      await vi.waitFor(() => expect(wire.lines.filter((line) => line === 'IDLE').length).toBeGreaterThan(1), {
        timeout: 10_000,
      })
      wire.most = 0
      expect((await find(api, { q: 'subject:wanted' })).total).toBe(35)
      expect(wire.most).toBeLessThanOrEqual(3)
      wire.forget()
      await vi.waitFor(() => expect(wire.lines.join()).toMatch(/EXAMINE "?INBOX"?,.*IDLE/), {
        timeout: 15_000,
      })
      await listening.stop()
    }),
)

test('a folder in which the server cannot search is named, and the others tell what they have', () =>
  scene(async (api, wire) => {
    const refuse = () =>
      wire.arm({ kind: 'refuse', code: 'INUSE' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'before' })
    refuse()
    const found = await find(api, { q: 'subject:wanted' })
    expect(found).toMatchObject({ total: 34, pending: [], failed: [folderIdOf(THIRD)] })
    expect(found.messages.map(({ subject }) => subject)).not.toContain(`wanted in ${THIRD}`)
    // The pages that follow say so too, and the next search asks again.
    expect(await find(api, { q: 'subject:wanted', offset: '30' })).toMatchObject({
      total: 34,
      failed: [folderIdOf(THIRD)],
    })
    refuse()
    const answer = await ask(api, 'GET', '/api/search?q=subject:wanted', {
      headers: { accept: 'text/event-stream' },
    })
    const done = /event: done\ndata: (.*)/.exec(await answer.text())?.[1]
    expect(JSON.parse(done ?? '')).toMatchObject({ total: 34, failed: [{ folderId: folderIdOf(THIRD) }] })
    expect(await find(api, { q: 'subject:wanted' })).toMatchObject({ total: 35, failed: [] })
  }))

test('a folder in which the server falls silent is given up after its time', { timeout: 30_000 }, () =>
  scene(async (api, wire) => {
    allowed(500)
    await closeAccounts() // the next one goes by it
    wire.arm({ kind: 'hang' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'after', byte: 400 })
    const found = await find(api, { q: 'subject:wanted' })
    expect([found.failed, found.total]).toEqual([[folderIdOf(THIRD)], 34])
  }),
)

test('a connection that is lost on the way costs nothing but the time to make a new one', () =>
  scene(async (api, wire) => {
    wire.arm({ kind: 'reset' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'after' })
    expect(await find(api, { q: 'subject:wanted' })).toMatchObject({ total: 35, failed: [] })
    expect(wire.fired).toBe(true)
  }))

test('where no folder can be searched the whole search fails, and a folder that is asked for alone does', () =>
  scene(async (api, wire) => {
    const query = new URLSearchParams({ q: 'subject:wanted', folder: folderIdOf(THIRD) })
    wire.arm({ kind: 'refuse', code: 'INUSE' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'before' })
    expect((await api.get(`/api/search?${query}`)).status).toBe(409)
    wire.arm({ kind: 'refuse', code: 'INUSE' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'before' })
    expect((await api.get(`/api/search?q=subject:wanted+in:"${THIRD}"`)).status).toBe(409)
    await wire.shut()
    expect((await api.get('/api/search?q=subject:else')).status).toBe(503)
  }))

test('what a search found before it was stopped can be paged through, and nothing is searched for that', () =>
  scene(async (api, wire) => {
    wire.arm({ kind: 'hang' }, { line: new RegExp(`EXAMINE "${THIRD}"`), when: 'before' })
    const hangUp = new AbortController()
    const answer = await ask(api, 'GET', '/api/search?q=subject:wanted', {
      headers: { accept: 'text/event-stream' },
      signal: hangUp.signal,
    })
    const reader = answer.body?.getReader()
    let told = ''
    while (told.split('event: results').length < 20)
      told += new TextDecoder().decode((await reader?.read())?.value)
    await reader?.cancel()
    hangUp.abort()
    wire.forget()
    const page = await find(api, { q: 'subject:wanted', kept: 'true', limit: '5' })
    expect(page.total).toBeGreaterThan(18)
    expect(page.pending).toContain(folderIdOf(THIRD))
    expect(page.messages).toHaveLength(5)
    expect(wire.lines.filter((line) => /^UID S(ORT|EARCH)/.test(line))).toEqual([])
    // Without it the same search begins anew.
    expect(await find(api, { q: 'subject:wanted', limit: '5' })).toMatchObject({ total: 35, pending: [] })
  }))

test.for([
  ['all folders', '/api/search?q=needle'],
  ['one folder', `/api/folders/${folderIdOf('INBOX')}/messages?q=needle`],
])('mail is read while a search through the texts of %s hangs', ([, path]) =>
  scene(async (api, wire) => {
    const inbox = folderIdOf('INBOX')
    const page = await api.get<MessagePage>(`/api/folders/${inbox}/messages`)
    expect(page.body.total).toBe(2)
    wire.arm({ kind: 'hang' }, { line: /UID (SORT|SEARCH).*needle/, when: 'before' })
    const hangUp = new AbortController()
    const searching = api.raw(new Request(`http://postern.test${path}`, { signal: hangUp.signal }))
    await vi.waitFor(() => expect(wire.fired).toBe(true), { timeout: 10_000 })
    for (const uid of [1, 2]) {
      const id = messageIdOf({ folderId: inbox, uidValidity: 1_700_000_000, uid })
      expect((await api.get(`/api/messages/${id}`)).status).toBe(200)
    }
    expect((await api.get(`/api/folders/${folderIdOf('Folder 07')}/messages`)).status).toBe(200)
    hangUp.abort()
    expect((await searching).status).toBe(499)
  }),
)
