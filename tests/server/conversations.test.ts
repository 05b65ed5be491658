/** `threads=true`: conversations of a folder, by each way a server can be asked for them. */
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { ListQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account, LendBox, OpenBox } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { FolderIndex } from '#lib/server/imap/folder-index.ts'
import { FolderThreads } from '#lib/server/imap/folder-threads.ts'
import { lendOf, resolveView } from '#lib/server/imap/resolve-view.ts'
import { type Node, textOf } from '#lib/server/imap/response.ts'
import { openFolder } from '#lib/server/imap/sync-folder.ts'
import { uidsOfSet } from '#lib/server/imap/uid-set.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { type Dovecot, startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seed } from '#tests/servers/make-mailbox.ts'

const INBOX = folderIdOf('INBOX')
const V = 1700000000
const idOf = (uid: number) => `${INBOX}.${V}.${uid}`

const WAYS = {
  'THREAD=REFS': 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS ESEARCH SORT THREAD=REFS',
  'headers alone (a bare server)': 'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS',
  'headers where THREAD=REFERENCES would join by subject':
    'IMAP4rev1 LITERAL+ SASL-IR IDLE NAMESPACE UIDPLUS ESEARCH SORT CONDSTORE QRESYNC ENABLE THREAD=REFERENCES',
}

const dateOf = (minute: number) =>
  new Date(Date.UTC(2024, 0, 1, 0, minute)).toUTCString().replace('GMT', '+0000')

/** A message named `name`, sent at `minute`, that follows `after`. */
function mail(name: string, minute: number, after: string[] = [], flags: string[] = []): Seed {
  const lines = [
    `Subject: ${after.length > 0 ? 'Re: ' : ''}Hello`,
    `From: ${name}@example.org`,
    `Date: ${dateOf(minute)}`,
    `Message-ID: <${name}@x>`,
    ...(after.length > 0 ? [`References: ${after.map((id) => `<${id}@x>`).join(' ')}`] : []),
  ]
  return { raw: `${lines.join('\n')}\n\nbody of ${name}\n`, flags, receivedAt: new Date(0) }
}

const list = (account: Account, query: Record<string, string> = {}) =>
  listMessages({ account, params: { id: INBOX }, query: ListQuery.parse({ threads: 'true', ...query }) })

/** Each row as `[uid, messages, unread]`. */
const rowsOf = async (...args: Parameters<typeof list>) =>
  (await list(...args)).messages.map(({ uid, threadCount, threadUnread }) => [uid, threadCount, threadUnread])

const SEEN = ['\\Seen']
const TALK: Seed[] = [
  mail('a1', 10, [], SEEN),
  mail('b1', 20),
  mail('a2', 30, ['a1'], SEEN),
  mail('c1', 5, [], ['\\Flagged']),
  mail('a3', 15, ['a1', 'a2']),
  // Both follow one that is not here.
  mail('d1', 40, ['elsewhere'], SEEN),
  mail('d2', 45, ['elsewhere'], [...SEEN, '\\Flagged']),
]

describe.each(Object.entries(WAYS))('by %s', (_, capability) => {
  let dovecot: { server: Dovecot; stop: () => Promise<void> }
  beforeAll(async () => {
    dovecot = await startDovecot({ capability })
  })
  afterAll(async () => {
    await closeAccounts()
    await dovecot.stop()
  })

  test('each conversation is one row, its newest message, newest first, with its counts', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        const whole = [
          [7, 2, 0],
          [3, 3, 1],
          [2, 1, 1],
          [4, 1, 1],
        ]
        expect(await rowsOf(account)).toEqual(whole)
        expect(await rowsOf(account, { sort: 'date' })).toEqual([...whole].reverse())
        const page = await list(account, { offset: '1', limit: '2' })
        expect([page.total, page.offset, page.messages.map(({ uid }) => uid)]).toEqual([4, 1, [3, 2]])
        expect((await list(account, { offset: '9' })).messages).toEqual([])
        // By sender: what is shown are a2, b1, c1 and d2.
        expect((await rowsOf(account, { sort: 'from' })).map(([uid]) => uid)).toEqual([3, 2, 4, 7])
        expect((await rowsOf(account, { sort: '-from' })).map(([uid]) => uid)).toEqual([7, 4, 2, 3])
      },
      dovecot.server,
    ))

  test('a row tells of all its messages in the folder, oldest first: who wrote, what is unread, starred or attached', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        const told = async (query = {}) =>
          (await list(account, query)).messages.map(({ threadMembers }) =>
            threadMembers?.map(({ id, from, flags }) => [id, from?.address, ...flags]),
          )
        const a = [
          [idOf(1), 'a1@example.org', ...SEEN],
          [idOf(5), 'a3@example.org'],
          [idOf(3), 'a2@example.org', ...SEEN],
        ]
        const d = [
          [idOf(6), 'd1@example.org', ...SEEN],
          [idOf(7), 'd2@example.org', '\\Flagged', ...SEEN],
        ]
        expect(await told()).toEqual([d, a, undefined, undefined])
        // Whatever the filter shows of it, and from what was kept of a list of messages as well.
        await list(account, { threads: 'false' })
        expect(await told({ filter: 'unread' })).toEqual([undefined, a, undefined])
        const client = await box.otherClient()
        await client.mailboxOpen('INBOX')
        await client.messageFlagsAdd('5', SEEN, { uid: true })
        await client.messageDelete('1', { uid: true })
        expect((await told())[1]).toEqual([[...(a[1] ?? []), ...SEEN], a[2]])
      },
      dovecot.server,
    ))

  test('of a very long conversation every message is named, and of the newest it is told who wrote them', () =>
    withMailbox(
      {
        INBOX: [mail('a0', 1), ...Array.from({ length: 40 }, (_, at) => mail(`a${at + 1}`, at + 2, ['a0']))],
      },
      async (box) => {
        const [row] = (await list(await accountOfMailbox(box))).messages
        expect(row?.threadMembers?.map(({ id }) => id)).toEqual(
          Array.from({ length: 41 }, (_, at) => idOf(at + 1)),
        )
        expect(row?.threadMembers?.filter(({ from }) => from === null)).toHaveLength(16)
        expect(row?.threadMembers?.at(-25)?.from?.address).toBe('a16@example.org')
      },
      dovecot.server,
    ))

  test('a view of conversations stands for all their messages that were there when it was seen', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        const view = { folderId: INBOX, threads: true }
        expect(await resolveView(account, { ...view, filter: ['unread'] })).toEqual([1, 2, 3, 4, 5])
        expect(await resolveView(account, { ...view, filter: ['unread'], except: [idOf(1)] })).toEqual([2, 4])
        expect(await resolveView(account, { ...view, filter: ['flagged'], until: 7 })).toEqual([4])
        expect(await resolveView(account, { ...view, q: 'from:d1', until: 7 })).toEqual([6])
        expect(await resolveView(account, { ...view, filter: ['flagged'], keep: [idOf(2)] })).toEqual([
          2, 4, 6, 7,
        ])
        expect(await resolveView(account, { folderId: INBOX, filter: ['unread'] })).toEqual([2, 4, 5])
      },
      dovecot.server,
    ))

  test('filters and searches select messages: a conversation is shown by the newest that fits, its counts stay its own', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        expect(await rowsOf(account, { filter: 'unread' })).toEqual([
          [2, 1, 1],
          [5, 3, 1],
          [4, 1, 1],
        ])
        expect(await rowsOf(account, { filter: 'flagged' })).toEqual([
          [7, 2, 0],
          [4, 1, 1],
        ])
        expect(await rowsOf(account, { q: 'from:a1 OR from:d1' })).toEqual([
          [6, 2, 0],
          [1, 3, 1],
        ])
        expect((await list(account, { q: 'in:Nowhere' })).total).toBe(0)
      },
      dovecot.server,
    ))

  test('around= finds the conversation that holds a message', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        const around = (uid: number, query = {}) =>
          list(account, { limit: '1', around: idOf(uid), ...query }).catch((error: unknown) =>
            error instanceof MailError ? error.code : error,
          )
        for (const uid of [1, 3, 5]) expect(await around(uid)).toMatchObject({ offset: 1, total: 4 })
        expect(await around(6)).toMatchObject({ offset: 0 })
        // It is not unread itself, but its conversation is shown.
        expect(await around(3, { filter: 'unread' })).toMatchObject({ offset: 1, messages: [{ uid: 5 }] })
        expect(await around(6, { filter: 'unread' })).toBe('not_found')
        expect(await around(99)).toBe('not_found')
      },
      dovecot.server,
    ))

  test('a conversation follows what arrives, is read and goes', () =>
    withMailbox(
      { INBOX: TALK },
      async (box) => {
        const account = await accountOfMailbox(box)
        await list(account)
        const client = await box.otherClient()
        await client.mailboxOpen('INBOX')
        const raw = (name: string, minute: number, after: string[]) => {
          const seed = mail(name, minute, after)
          return typeof seed === 'object' && 'raw' in seed ? seed.raw.toString().replaceAll('\n', '\r\n') : ''
        }
        await client.append('INBOX', raw('b2', 50, ['b1']))
        expect((await rowsOf(account))[0]).toEqual([8, 2, 2])
        await client.messageFlagsAdd('8', SEEN, { uid: true })
        expect((await rowsOf(account))[0]).toEqual([8, 2, 1])
        await client.messageDelete('2,3', { uid: true })
        expect(await rowsOf(account)).toEqual([
          [8, 1, 0],
          [7, 2, 0],
          [5, 2, 1],
          [4, 1, 1],
        ])
        // What two conversations have in common joins them.
        await client.append('INBOX', raw('bridge', 60, ['b1', 'c1']))
        expect(await rowsOf(account)).toEqual([
          [9, 3, 2],
          [7, 2, 0],
          [5, 2, 1],
        ])
      },
      dovecot.server,
    ))

  test('an empty folder has no conversations', () =>
    withMailbox(
      { INBOX: [] },
      async (box) => {
        expect(await list(await accountOfMailbox(box))).toMatchObject({ total: 0, messages: [] })
      },
      dovecot.server,
    ))

  test('whatever comes, is read and goes, the conversations kept are those of a fresh reading, and rows say what their messages say', async () => {
    const step = fc.record({
      after: fc.array(fc.nat(14), { maxLength: 3 }),
      gone: fc.option(fc.nat(20), { freq: 2 }),
      read: fc.option(fc.nat(20), { freq: 2 }),
      look: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), (steps) =>
        withMailbox(
          { INBOX: TALK },
          async (box) => {
            const account = await accountOfMailbox(box)
            const client = await box.otherClient()
            await client.mailboxOpen('INBOX')
            for (const [at, { after, gone, read, look }] of steps.entries()) {
              // Only older ones are followed: contradictory chains may be told apart by each server in its way.
              const chain = [...new Set(after)].filter((one) => one < at).sort((a, b) => a - b)
              const references =
                chain.length > 0 ? `References: ${chain.map((one) => `<${one}@y>`).join(' ')}\r\n` : ''
              await client.append(
                'INBOX',
                `Subject: s\r\nDate: ${dateOf(100 + at)}\r\nMessage-ID: <${at}@y>\r\n${references}\r\nx\r\n`,
              )
              if (read !== null) await client.messageFlagsAdd(String(read + 1), SEEN, { uid: true })
              if (gone !== null) await client.messageDelete(String(gone + 1), { uid: true })
              if (!look) continue
              const { folder, index, views } = await openFolder(account, 'INBOX')
              const lend = lendOf(account, folder.path, index)
              const kept = await views.threads.conversations(index, lend)
              const fresh = await new FolderThreads().conversations(index, lend)
              for (const uid of index.uids) expect(kept.membersOf(uid)).toEqual(fresh.membersOf(uid))
              for (const row of (await list(account)).messages) {
                const members = row.threadMembers ?? [row]
                const unread = members.filter(({ flags }) => !flags.includes('\\Seen'))
                expect([row.threadCount, row.threadUnread]).toEqual([members.length, unread.length])
                expect(members.map(({ id }) => id).sort()).toEqual(fresh.membersOf(row.uid).map(idOf).sort())
              }
            }
          },
          dovecot.server,
        ),
      ),
      { seed: 20261128, numRuns: 10, endOnFailure: true },
    )
  }, 60_000)
})

/** Answers FETCH as a server with OBJECTID does (RFC 8474): which of our test servers have it differs from place to place. */
function scripted(names: Record<number, string | null>, capabilities: string[]) {
  const asked: string[] = []
  const run: OpenBox['run'] = async (command, args, handlers = {}) => {
    const set = uidsOfSet(textOf(args[0] as Node) ?? '')
    asked.push(`${command} ${set.join(',')}`)
    for (const uid of set) {
      const name = names[uid]
      const item = name ? [{ type: 'ATOM', value: name }] : null
      const words = (value: string) => ({ type: 'ATOM', value })
      const header = { type: 'LITERAL', value: Buffer.from('Message-ID: <same@x>\r\n\r\n') }
      const body = { type: 'ATOM', value: 'BODY', section: [words('HEADER.FIELDS')] }
      const data = JSON.stringify(args).includes('THREADID') ? [words('THREADID'), item] : [body, header]
      handlers.FETCH?.({
        command: '1',
        attributes: [words('FETCH'), [words('UID'), words(String(uid)), ...data]],
      })
    }
    return { command: 'OK' }
  }
  const box = { capabilities: new Set(capabilities), run } as unknown as OpenBox
  const lend: LendBox = (work) => work(box)
  return { lend, asked }
}

const indexOf = (...uids: number[]) => {
  const index = new FolderIndex(V)
  index.update({ flags: uids.map((uid): [number, string[]] => [uid, []]) })
  return index
}

test("a server's own names for conversations are taken at their word, and asked for once a message", async () => {
  const { lend, asked } = scripted({ 1: 'T1', 2: 'T2', 3: 'T1', 4: 'T2', 5: null }, ['OBJECTID'])
  const threads = new FolderThreads()
  const index = indexOf(1, 2, 3)
  expect((await threads.conversations(index, lend)).membersOf(3)).toEqual([1, 3])
  index.update({
    removed: [1],
    flags: [
      [4, []],
      [5, []],
    ],
  })
  const later = await threads.conversations(index, lend)
  expect([2, 3, 5].map((uid) => later.membersOf(uid))).toEqual([[2, 4], [3], [5]])
  index.update({ flags: [[5, ['\\Seen']]] })
  await threads.conversations(index, lend)
  expect(asked).toEqual(['UID FETCH 1,2,3', 'UID FETCH 4,5'])
})

test('a server that offers names and has none (RFC 8474: NIL) is asked for headers instead', async () => {
  const { lend } = scripted({}, ['OBJECTID'])
  expect((await new FolderThreads().conversations(indexOf(1, 2), lend)).membersOf(1)).toEqual([1, 2])
})

test('a server that offers THREAD and refuses it is asked for headers instead', async () => {
  const { lend, asked } = scripted({}, ['THREAD=REFS'])
  const refusing: LendBox = (work) =>
    lend((box) =>
      work({
        ...box,
        run: (command, ...rest) =>
          command === 'UID THREAD'
            ? Promise.reject(new MailError('refused', { detail: 'Too many messages' }))
            : box.run(command, ...rest),
      }),
    )
  const threads = new FolderThreads()
  const index = indexOf(1, 2)
  expect((await threads.conversations(index, refusing)).membersOf(1)).toEqual([1, 2])
  index.update({ flags: [[3, []]] })
  expect((await threads.conversations(index, refusing)).membersOf(1)).toEqual([1, 2, 3])
  expect(asked).toEqual(['UID FETCH 1,2', 'UID FETCH 3'])
})
