import { ImapFlow } from 'imapflow'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { MailStore } from '#scripts/demo/imap/mail-store.ts'
import { startImapServer } from '#scripts/demo/imap/server.ts'

const account = { username: 'sam@postern.example', password: 'open sesame' }
const NESTED = [
  'From: =?UTF-8?Q?J=C3=B6rg?= <joerg@example.org>',
  'To: Sam <sam@postern.example>',
  'Subject: =?UTF-8?B?R3LDvMOfZSBhdXMgS8O2bG4=?=',
  'Date: Sun, 22 Nov 2026 23:30:00 -0500',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Viele Gr=C3=BC=C3=9Fe',
  '--b1',
  'Content-Type: message/rfc822',
  '',
  'Subject: inner',
  '',
  'inner body',
  '--b1--',
  '',
].join('\r\n')

let store: MailStore
let server: { port: number; stop: () => void }
const clients: ImapFlow[] = []

async function connect(): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user: account.username, pass: account.password },
  })
  client.on('error', (error) => void error)
  await client.connect()
  clients.push(client)
  return client
}

function inbox() {
  const folder = store.folders.get('INBOX')
  if (!folder) throw new Error('no inbox')
  return folder
}

beforeAll(async () => {
  store = new MailStore()
  server = await startImapServer(store, account)
})
afterAll(() => server.stop())
beforeEach(() => {
  store.folders.clear()
  store.create('INBOX', null)
  store.create('Sent', '\\Sent')
  store.append(inbox(), Buffer.from(NESTED), ['\\Flagged'], new Date('2026-11-23T04:30:05Z'))
  store.append(inbox(), Buffer.from('Subject: plain\r\n\r\nhello there\r\n'), [], new Date())
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})

test('a wrong password is refused', async () => {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    doSTARTTLS: false,
    logger: false,
    auth: { user: account.username, pass: 'wrong' },
  })
  client.on('error', (error) => void error)
  await expect(client.connect()).rejects.toMatchObject({ authenticationFailed: true })
})

test('folders are listed with counts and roles, odd names included', async () => {
  const client = await connect()
  for (const path of ['Clients/Bright & Söns', 'Reise "2026" * %', '旅行']) await client.mailboxCreate(path)
  const folders = await client.list({ statusQuery: { messages: true, unseen: true } })
  expect(folders.map((each) => each.path)).toEqual(
    expect.arrayContaining(['INBOX', 'Sent', 'Clients', 'Clients/Bright & Söns', 'Reise "2026" * %', '旅行']),
  )
  expect(folders.find((each) => each.path === 'INBOX')?.status).toMatchObject({ messages: 2, unseen: 2 })
  expect(folders.find((each) => each.path === 'Sent')?.specialUse).toBe('\\Sent')
})

test('a renamed folder takes its children along; a deleted one is gone', async () => {
  const client = await connect()
  await client.mailboxCreate('A/B')
  await client.mailboxRename('A', 'C')
  expect([...store.folders.keys()]).toEqual(['INBOX', 'Sent', 'C', 'C/B'])
  await client.mailboxDelete('C/B')
  expect(store.folders.has('C/B')).toBe(false)
})

test('structure, envelope and sections are those of the bytes', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const message = await client.fetchOne(
    '1',
    {
      bodyStructure: true,
      envelope: true,
      size: true,
      flags: true,
      internalDate: true,
      bodyParts: ['1', '2.header', 'header'],
    },
    { uid: true },
  )
  if (!message) throw new Error('no message')
  expect(message.envelope?.subject).toBe('Grüße aus Köln')
  expect(message.envelope?.from?.[0]).toMatchObject({ name: 'Jörg', address: 'joerg@example.org' })
  expect(message.bodyStructure?.childNodes?.map((each) => [each.part, each.type])).toEqual([
    ['1', 'text/plain'],
    ['2', 'message/rfc822'],
  ])
  expect(message.size).toBe(NESTED.length)
  expect([...(message.flags ?? [])]).toEqual(['\\Flagged'])
  expect(message.bodyParts?.get('1')?.toString()).toBe('Viele Gr=C3=BC=C3=9Fe')
  expect(message.bodyParts?.get('2.header')?.toString()).toBe('Subject: inner\r\n\r\n')
})

test('a part can be fetched in pieces, and reading does not mark as read', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  const message = await client.fetchOne(
    '2',
    { source: { start: 9, maxLength: 5 }, flags: true },
    { uid: true },
  )
  expect(message).toMatchObject({ source: Buffer.from('plain') })
  expect(inbox().messages[1]?.flags.has('\\Seen')).toBe(false)
})

test.each([
  [{ subject: 'grüße' }, [1]],
  [{ body: 'Grüße' }, [1]],
  [{ from: 'jörg' }, [1]],
  [{ body: 'HELLO' }, [2]],
  [{ not: { subject: 'plain' } }, [1]],
  [{ or: [{ subject: 'plain' }, { flagged: true }] }, [1, 2]],
  [{ sentOn: new Date('2026-11-22T00:00:00Z') }, [1]],
  [{ sentBefore: new Date('2026-11-22T00:00:00Z') }, []],
  [{ sentBefore: new Date('2026-11-23T00:00:00Z') }, [1]],
  [{ sentSince: new Date('2026-11-23T00:00:00Z') }, []],
  [{ larger: 100 }, [1]],
  [{ uid: '2:*' }, [2]],
])('search %j', async (query, expected) => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  // A message without a Date header has no sent day at all.
  const found = await client.search(query, { uid: true })
  expect(found === false ? [] : found).toEqual(expected)
})

test('flags, copy, move, append and expunge change the folder and say the new UIDs', async () => {
  const client = await connect()
  await client.mailboxOpen('INBOX')
  await client.messageFlagsAdd('2', ['\\Seen', '$Forwarded'], { uid: true })
  expect([...(inbox().messages[1]?.flags ?? [])]).toEqual(['\\Seen', '$Forwarded'])
  await client.messageFlagsRemove('2', ['\\Seen'], { uid: true })
  expect([...(inbox().messages[1]?.flags ?? [])]).toEqual(['$Forwarded'])
  const copied = await client.messageCopy('1', 'Sent', { uid: true })
  expect(copied).toMatchObject({ uidMap: new Map([[1, 1]]) })
  const moved = await client.messageMove('2', 'Sent', { uid: true })
  expect(moved).toMatchObject({ uidMap: new Map([[2, 2]]) })
  expect(inbox().messages.map(({ uid }) => uid)).toEqual([1])
  const raw = 'Subject: appended\r\n\r\nähm\r\n'
  const appended = await client.append('INBOX', raw, ['\\Seen'], new Date('2024-02-03T04:05:06-05:00'))
  expect(appended).toMatchObject({ uid: 3 })
  expect(inbox().messages[1]?.raw.toString()).toBe(raw)
  expect(inbox().messages[1]?.receivedAt.toISOString()).toBe('2024-02-03T09:05:06.000Z')
  await client.messageDelete('3', { uid: true })
  expect(inbox().messages.map(({ uid }) => uid)).toEqual([1])
})

test('another client hears of new mail, flags and expunges while it idles', async () => {
  const [watcher, actor] = [await connect(), await connect()]
  const heard: string[] = []
  watcher.on('exists', () => heard.push('exists'))
  watcher.on('flags', () => heard.push('flags'))
  watcher.on('expunge', () => heard.push('expunge'))
  await watcher.mailboxOpen('INBOX')
  const idling = watcher.idle()
  await actor.mailboxOpen('INBOX')
  await actor.append('INBOX', 'Subject: new\r\n\r\n')
  await actor.messageFlagsAdd('1', ['\\Seen'], { uid: true })
  await actor.messageDelete('1', { uid: true })
  await expect
    .poll(() => heard, { timeout: 5_000 })
    .toEqual(expect.arrayContaining(['exists', 'flags', 'expunge']))
  watcher.close()
  await idling
})

test('changes since a mod-sequence are those changes alone', async () => {
  const client = await connect()
  const box = await client.mailboxOpen('INBOX')
  const since = box.highestModseq ?? 0n
  await client.messageFlagsAdd('2', ['\\Seen'], { uid: true })
  const changed: number[] = []
  for await (const message of client.fetch('1:*', { uid: true, flags: true }, { changedSince: since })) {
    changed.push(message.uid)
  }
  expect(changed).toEqual([2])
})
