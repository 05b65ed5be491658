import { afterEach, expect, onTestFinished, test } from 'vitest'
import type { LiveEvent } from '#lib/api/events.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { accountOf, closeAccounts } from '#lib/server/imap/accounts.ts'
import { moveMessages } from '#lib/server/imap/move-messages.ts'
import { storeFlags } from '#lib/server/imap/store-flags.ts'
import { afterChange } from '#lib/server/imap/sync-folder.ts'
import { listenEvents } from '#lib/server/live/listen-events.ts'
import { publish } from '#lib/server/live/publish.ts'
import { endStreams } from '#lib/server/live/session-streams.ts'
import { readChanges } from '#lib/server/messages/read-changes.ts'
import { accountOfMailbox, mailServerOf } from '#tests/servers/account.ts'
import { startFaultProxy } from '#tests/servers/fault-proxy.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

afterEach(closeAccounts)

const V = 1700000000
const INBOX = folderIdOf('INBOX')
const idIn = (path: string, uid: number) => `${folderIdOf(path)}.${V}.${uid}`

type Heard = LiveEvent & { id: string }
type Listener = {
  response: Response
  heard: Heard[]
  /** Waits (at most 10 s) for an event that fits, also one already heard. */
  until: <N extends LiveEvent['name']>(
    name: N,
    fits?: (data: Extract<LiveEvent, { name: N }>['data']) => boolean,
  ) => Promise<Extract<Heard, { name: N }>>
  closed: Promise<void>
  hangUp: () => void
}

async function listen(
  account: Account,
  { folders = [], sid = 'sid', lastEventId }: { folders?: string[]; sid?: string; lastEventId?: string } = {},
): Promise<Listener> {
  const hangingUp = new AbortController()
  onTestFinished(() => hangingUp.abort())
  const request = new Request('http://localhost/api/events', {
    signal: hangingUp.signal,
    headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
  })
  const response = await listenEvents({
    account,
    query: { folder: folders.map(folderIdOf) },
    request,
    signedIn: { sid },
  })
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  const closed = readEvents(response, (event) => {
    heard.push(event)
    for (const look of waiting) look()
  })
  const until = (name: LiveEvent['name'], fits: (data: never) => boolean = () => true) =>
    new Promise<Heard>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${name} in ${JSON.stringify(heard)}`)), 10_000)
      const look = () => {
        const found = heard.find((event) => event.name === name && fits(event.data as never))
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return { response, heard, until: until as Listener['until'], closed, hangUp: () => hangingUp.abort() }
}

async function readEvents(response: Response, onEvent: (event: Heard) => void): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
      const data = fields.get('data')
      if (data) onEvent({ id: fields.get('id'), name: fields.get('event'), data: JSON.parse(data) } as Heard)
    }
  }
}

const settled = (ms = 400) => new Promise((done) => setTimeout(done, ms))

test('a stream says first how the connection is, under headers that no proxy may buffer', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const { response, until, heard } = await listen(await accountOfMailbox(box))
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(response.headers.get('cache-control')).toBe('no-cache, no-transform')
    expect(response.headers.get('x-accel-buffering')).toBe('no')
    await until('connection')
    expect(heard[0]).toMatchObject({ name: 'connection', data: { status: 'online' }, id: expect.any(String) })
  }))

test('another client’s new mail, flags and expunges in an open folder are events', () =>
  withMailbox({ INBOX: [], Work: ['Subject: 1\n\n1\n', 'Subject: 2\n\n2\n'] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { until } = await listen(account, { folders: ['Work'] })
    await until('folders')
    const client = await box.otherClient()
    await client.mailboxOpen('Work')
    await client.append('Work', 'Subject: new\r\n\r\nx\r\n')
    await until('messages', ({ added }) => added.includes(idIn('Work', 3)))
    await client.messageFlagsAdd('1', ['\\Flagged', '$Junk'], { uid: true })
    const { data } = await until('messages', ({ changed }) =>
      changed.some(({ id }) => id === idIn('Work', 1)),
    )
    expect(data.changed).toEqual([{ id: idIn('Work', 1), flags: ['$Junk', '\\Flagged'] }])
    await client.messageDelete('2', { uid: true })
    await until('messages', ({ removed }) => removed.includes(idIn('Work', 2)))
    await until('folders', ({ folders }) =>
      folders.some(({ id, total }) => id === folderIdOf('Work') && total === 2),
    )
  }))

test('the inbox is live whatever folder is open', () =>
  withMailbox({ INBOX: [], Work: [] }, async (box) => {
    const { until } = await listen(await accountOfMailbox(box), { folders: ['Work'] })
    await until('folders')
    await settled()
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: new\r\n\r\nx\r\n')
    await until('messages', ({ folderId, added }) => folderId === INBOX && added.includes(idIn('INBOX', 1)))
    const counted = await until('folders', ({ folders }) =>
      folders.some(({ id, total }) => id === INBOX && total === 1),
    )
    expect(counted.data.folders.find(({ id }) => id === INBOX)).toMatchObject({ total: 1, unread: 1 })
  }))

test('the state of an event is one that changes can be asked since', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { until } = await listen(account)
    await until('folders')
    await settled()
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: 1\r\n\r\nx\r\n')
    const { data } = await until('messages')
    await client.append('INBOX', 'Subject: 2\r\n\r\nx\r\n')
    const changes = await readChanges({ account, params: { id: INBOX }, query: { since: data.state } })
    expect(changes.added).toEqual([idIn('INBOX', 2)])
  }))

test('who comes back with the last id is told what it missed, once', () =>
  withMailbox({ INBOX: ['Subject: 1\n\n1\n'] }, async (box) => {
    const account = await accountOfMailbox(box)
    const first = await listen(account)
    await first.until('folders')
    await settled()
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: 2\r\n\r\nx\r\n')
    const { id } = await first.until('messages')
    first.hangUp()
    await first.closed
    await client.append('INBOX', 'Subject: 3\r\n\r\nx\r\n')
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1', ['\\Seen'], { uid: true })
    const again = await listen(account, { lastEventId: id })
    const missed = await again.until('messages')
    expect(missed.data).toMatchObject({
      added: [idIn('INBOX', 3)],
      changed: [{ id: idIn('INBOX', 1), flags: ['\\Seen'] }],
      removed: [],
    })
    expect(again.heard.some(({ name }) => name === 'reset')).toBe(false)
  }))

test('a stream that broke while another went on is told the same events', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const steady = await listen(account)
    const broken = await listen(account)
    const { id } = await broken.until('connection')
    broken.hangUp()
    await steady.until('folders')
    await settled()
    const client = await box.otherClient()
    await client.append('INBOX', 'Subject: 1\r\n\r\nx\r\n')
    const told = await steady.until('messages')
    const again = await listen(account, { lastEventId: id })
    expect(await again.until('messages')).toEqual(told)
  }))

test('an id that is not known, or no id at all, is answered by reset', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    for (const lastEventId of ['', 'x', '0123456789ab-7', '-1', `${'9'.repeat(400)}`]) {
      const { heard, until } = await listen(account, { lastEventId })
      await until('reset')
      expect(heard.map(({ name }) => name).slice(0, 2)).toEqual(['connection', 'reset'])
    }
  }))

test('a folder that was never followed is reset for who comes back to it', () =>
  withMailbox({ INBOX: [], Work: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const first = await listen(account)
    const { id } = await first.until('folders')
    const again = await listen(account, { lastEventId: id, folders: ['Work'] })
    const reset = await again.until('reset')
    expect(reset.data).toEqual({ folderId: folderIdOf('Work') })
  }))

test('more than a thousand changes at once are a reset of that folder', () =>
  withMailbox({ INBOX: Array.from({ length: 1_100 }, (_, at) => `Subject: ${at}\n\nx\n`) }, async (box) => {
    const { until } = await listen(await accountOfMailbox(box))
    await until('folders')
    await settled()
    const client = await box.otherClient()
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('1:*', ['\\Seen'])
    expect((await until('reset')).data).toEqual({ folderId: INBOX })
    await until('folders', ({ folders }) => folders.some(({ id, unread }) => id === INBOX && unread === 0))
  }))

test('a folder that was made anew under its name is reset', () =>
  withMailbox({ INBOX: [], Work: ['Subject: 1\n\n1\n'] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { until } = await listen(account, { folders: ['Work'] })
    await until('folders')
    await settled()
    const client = await box.otherClient()
    await client.mailboxDelete('Work')
    await client.mailboxCreate('Work')
    await client.append('Work', 'Subject: other\r\n\r\nx\r\n')
    await readChanges({ account, params: { id: folderIdOf('Work') }, query: { since: 'x' } }).catch(
      () => undefined,
    )
    expect((await until('reset')).data).toEqual({ folderId: folderIdOf('Work') })
  }))

test(
  'a connection that is cut is replaced, and what happened meanwhile is told',
  () =>
    withMailbox({ INBOX: [] }, async (box) => {
      const gate = await startFaultProxy(box.server)
      onTestFinished(() => gate.shut())
      const { username, password } = box
      const server = mailServerOf(box, { port: gate.server.plainPort })
      const account = await accountOf({ sid: 'gate', credentials: { username, password }, server })
      const { until, heard } = await listen(account)
      await until('folders')
      await settled()
      const client = await box.otherClient()
      gate.cut()
      await client.append('INBOX', 'Subject: 1\r\n\r\nx\r\n')
      await until('messages', ({ added }) => added.includes(idIn('INBOX', 1)))
      await gate.shut()
      await client.append('INBOX', 'Subject: 2\r\n\r\nx\r\n')
      await until('connection', ({ status }) => status === 'reconnecting')
      await gate.open()
      await until('messages', ({ added }) => added.includes(idIn('INBOX', 2)))
      expect(heard.findLast(({ name }) => name === 'connection')?.data).toEqual({ status: 'online' })
    }),
  30_000,
)

test('streams end with their session, others go on', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const mine = await listen(account, { sid: 'mine' })
    const other = await listen(account, { sid: 'other' })
    endStreams('mine')
    await mine.closed
    publish(account, { name: 'progress', data: { changeId: 'c', done: 1, total: 2 } })
    await other.until('progress')
    expect(mine.heard.some(({ name }) => name === 'progress')).toBe(false)
  }))

test('a reader that is too slow is told reset instead of everything', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const request = new Request('http://localhost/api/events')
    const signedIn = { sid: 'slow' }
    const response = await listenEvents({ account, query: { folder: [] }, request, signedIn })
    const long = 'x'.repeat(10_000)
    for (let done = 0; done < 1_000; done++) {
      publish(account, { name: 'progress', data: { changeId: long, done, total: 1_000 } })
    }
    const reader = response.body?.getReader()
    const first = await reader?.read()
    const text = new TextDecoder().decode(first?.value)
    expect(text.length).toBeLessThan(3_000_000)
    expect(text).toMatch(/^id: \S+\nevent: reset\n/)
    endStreams('slow')
  }))

test('folders that come, go and change their counts are told', () =>
  withMailbox({ INBOX: [], Work: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const first = await listen(account)
    const before = await first.until('folders')
    expect(before.data.folders.map(({ id }) => id).sort()).toEqual([INBOX, folderIdOf('Work')].sort())
    first.hangUp()
    await first.closed
    const client = await box.otherClient()
    await client.mailboxCreate('Neu & alt')
    await client.append('Work', 'Subject: 1\r\n\r\nx\r\n', ['\\Seen'])
    const again = await listen(account, { lastEventId: before.id })
    const { data } = await again.until('folders', ({ folders }) => folders.length === 2)
    expect(data.folders).toEqual(
      expect.arrayContaining([
        { id: folderIdOf('Neu & alt'), total: 0, unread: 0, state: expect.any(String) },
        { id: folderIdOf('Work'), total: 1, unread: 0, state: expect.any(String) },
      ]),
    )
  }))

test('our own change is told like anybody else’s', () =>
  withMailbox({ INBOX: ['Subject: 1\n\n1\n'], Archive: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { until } = await listen(account)
    await until('folders')
    await settled()
    await account.use('INBOX', (opened) => storeFlags(opened, [1], { add: ['\\Flagged'] }))
    afterChange(account, 'INBOX')
    const { data } = await until('messages', ({ changed }) => changed.length > 0)
    expect(data.changed).toEqual([{ id: idIn('INBOX', 1), flags: ['\\Flagged'] }])
    await account.use('INBOX', (opened) => moveMessages(opened, [1], 'Archive'))
    afterChange(account, 'INBOX')
    afterChange(account, 'Archive')
    await until('messages', ({ removed }) => removed.includes(idIn('INBOX', 1)))
    await until('folders', ({ folders }) =>
      folders.some(({ id, total }) => id === folderIdOf('Archive') && total === 1),
    )
  }))

test('where the server tells of every folder, so do we: new mail, flags and folders far from what is open', () =>
  withMailbox({ INBOX: [], Far: ['Subject: 1\n\n1\n'] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { until, heard } = await listen(account)
    await expect.poll(() => account.notified, { timeout: 10_000 }).toBe(true)
    await until('folders')
    const client = await box.otherClient()
    const countsOfFar = (total: number, unread: number) =>
      until('folders', ({ folders }) =>
        folders.some((one) => one.id === folderIdOf('Far') && one.total === total && one.unread === unread),
      )
    await client.append('Far', 'Subject: new\r\n\r\nx\r\n')
    await countsOfFar(2, 2)
    await client.mailboxOpen('Far')
    await client.messageFlagsAdd('1', ['\\Seen'], { uid: true })
    await countsOfFar(2, 1)
    await client.messageDelete('1', { uid: true })
    await countsOfFar(1, 1)
    const told = heard.length
    await client.mailboxCreate('Farther')
    await expect
      .poll(() => heard.slice(told).some(({ name }) => name === 'folders'), { timeout: 10_000 })
      .toBe(true)
  }))
