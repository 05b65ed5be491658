import { afterEach, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { ListQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { resolveView } from '#lib/server/imap/resolve-view.ts'
import { sortMessages } from '#lib/server/imap/sort-messages.ts'
import { openIndex } from '#lib/server/imap/sync-folder.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { readChanges } from '#lib/server/messages/read-changes.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import type { Seed } from '#tests/servers/make-mailbox.ts'

afterEach(closeAccounts)

const INBOX = folderIdOf('INBOX')
const V = 1700000000

function mail(
  at: number,
  { flags = [], ...fields }: { flags?: string[]; [field: string]: unknown } = {},
): Seed {
  const header = { Subject: `m${at}`, From: `p${at}@example.org`, Date: dateOf(at), ...fields }
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}`)
  return {
    raw: `${lines.join('\n')}\n\nbody ${at}\n`,
    flags,
    receivedAt: new Date(Date.UTC(2024, 0, 1, 0, at)),
  }
}

function dateOf(at: number): string {
  return new Date(Date.UTC(2024, 0, 1, 0, at)).toUTCString().replace('GMT', '+0000')
}

const list = (account: Account, query: Record<string, string> = {}, folder = 'INBOX') =>
  listMessages({ account, params: { id: folderIdOf(folder) }, query: ListQuery.parse(query) })

const uidsOf = async (...args: Parameters<typeof list>) =>
  (await list(...args)).messages.map(({ uid }) => uid)

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof MailError ? error.code : error),
  )

test('a page is a slice of the whole folder, newest first', () =>
  withMailbox({ INBOX: Array.from({ length: 30 }, (_, at) => mail(at + 1)) }, async (box) => {
    const account = await accountOfMailbox(box)
    const page = await list(account, { offset: '5', limit: '3' })
    expect(page).toMatchObject({ folderId: INBOX, uidValidity: V, uidNext: 31, total: 30, offset: 5 })
    expect(page.messages.map(({ uid }) => uid)).toEqual([25, 24, 23])
    expect(page.messages[0]).toMatchObject({
      id: `${INBOX}.${V}.25`,
      subject: 'm25',
      from: [{ name: '', address: 'p25@example.org' }],
      flags: [],
      preview: 'body 25',
    })
  }))

test('a page beyond the end is empty and says how many there are', () =>
  withMailbox({ INBOX: [mail(1)] }, async (box) => {
    const page = await list(await accountOfMailbox(box), { offset: '400' })
    expect(page).toMatchObject({ total: 1, offset: 400, messages: [] })
  }))

test('an empty folder is an empty page', () =>
  withMailbox({ INBOX: [], Empty: [] }, async (box) => {
    expect(await list(await accountOfMailbox(box), {}, 'Empty')).toMatchObject({ total: 0, messages: [] })
  }))

test('a folder that is not there is not found', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    for (const id of [folderIdOf('Nowhere'), folderIdOf('inbox'), folderIdOf('a\r\nb'), '_']) {
      const query = ListQuery.parse({})
      expect(await codeOf(listMessages({ account, params: { id }, query }))).toBe('not_found')
    }
  }))

test('each sort has its order, ties by UID in the same direction', () =>
  withMailbox(
    {
      INBOX: [
        mail(3, { Subject: 'b', From: 'b@x' }),
        mail(1, { Subject: 'Re: a', From: 'b@x' }),
        mail(3, { Subject: 'c', From: 'a@x' }),
        mail(2, { Subject: 'a', From: 'c@x' }),
      ],
    },
    async (box) => {
      const account = await accountOfMailbox(box)
      expect(await uidsOf(account, { sort: 'date' })).toEqual([2, 4, 1, 3])
      expect(await uidsOf(account, { sort: '-date' })).toEqual([3, 1, 4, 2])
      expect(await uidsOf(account, { sort: 'from' })).toEqual([3, 1, 2, 4])
      expect(await uidsOf(account, { sort: '-from' })).toEqual([4, 2, 1, 3])
      expect(await uidsOf(account, { sort: 'subject' })).toEqual([2, 4, 1, 3])
    },
  ))

test('new mail, old mail and removals find their place in every order without being asked twice', () =>
  withMailbox({ INBOX: Array.from({ length: 80 }, (_, at) => mail(at + 10)) }, async (box) => {
    const account = await accountOfMailbox(box)
    const client = await box.otherClient()
    await client.mailboxOpen('INBOX')
    const orders = ['date', '-date', 'from', '-size'] as const
    for (const sort of orders) await list(account, { sort })
    await client.append('INBOX', `Subject: new\r\nDate: ${dateOf(500)}\r\n\r\nx\r\n`)
    await client.append('INBOX', `Subject: old\r\nDate: ${dateOf(1)}\r\n\r\nx\r\n`)
    await client.append('INBOX', `Subject: middle\r\nDate: ${dateOf(50)}\r\n\r\nx\r\n`)
    await client.messageDelete('40,89', { uid: true })
    await client.messageDelete('80', { uid: true })
    const seen = await uidsOf(account, { sort: '-date', limit: '200' })
    expect(seen).toHaveLength(81)
    expect([seen[0], seen.at(-1)]).toEqual([81, 82])
    for (const sort of orders) {
      const kept = await uidsOf(account, { sort, limit: '200' })
      const fresh = await account.use('INBOX', (opened) => sortMessages(opened, sort, { kind: 'all' }))
      expect(kept).toEqual(fresh)
    }
  }))

test('filters come from flags, all must hold', () =>
  withMailbox(
    {
      INBOX: [
        mail(1),
        mail(2, { flags: ['\\Seen'] }),
        mail(3, { flags: ['\\Flagged'] }),
        mail(4, { flags: ['\\Flagged', '\\Seen'] }),
        mail(5, { flags: ['\\Answered', '\\Seen'] }),
      ],
    },
    async (box) => {
      const account = await accountOfMailbox(box)
      expect(await uidsOf(account, { filter: 'unread' })).toEqual([3, 1])
      expect(await uidsOf(account, { filter: 'flagged' })).toEqual([4, 3])
      expect(await uidsOf(account, { filter: 'unread,flagged' })).toEqual([3])
      expect(await uidsOf(account, { filter: 'answered' })).toEqual([5])
      expect((await list(account, { filter: 'flagged', limit: '1' })).total).toBe(2)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await client.messageFlagsAdd('3', ['\\Seen'], { uid: true })
      expect(await uidsOf(account, { filter: 'unread' })).toEqual([1])
    },
  ))

test('what is kept stays in a view whose filter no longer lets it through, at its place', () =>
  withMailbox({ INBOX: [1, 2, 3, 4].map((at) => mail(at)) }, async (box) => {
    const account = await accountOfMailbox(box)
    const client = await box.otherClient()
    await client.mailboxOpen('INBOX')
    await client.messageFlagsAdd('2,3', ['\\Seen'], { uid: true })
    const keep = `${V}:3,9`
    expect(await uidsOf(account, { filter: 'unread' })).toEqual([4, 1])
    expect(await list(account, { filter: 'unread', keep })).toMatchObject({
      total: 3,
      messages: [{ uid: 4 }, { uid: 3 }, { uid: 1 }],
    })
    expect(await uidsOf(account, { filter: 'unread', keep, threads: 'true' })).toEqual([4, 3, 1])
    expect(
      await list(account, { filter: 'unread', keep, around: `${INBOX}.${V}.3`, limit: '1' }),
    ).toMatchObject({
      offset: 1,
    })
    // Of another UIDVALIDITY these are other messages.
    expect(await uidsOf(account, { filter: 'unread', keep: '5:3' })).toEqual([4, 1])
    expect(
      await resolveView(account, { folderId: INBOX, filter: ['unread'], keep: [`${INBOX}.${V}.3`] }),
    ).toEqual([1, 3, 4])
    for (const wrong of ['3', '5:', '5:0', '5:1,', `5:${Array(201).fill(1).join()}`])
      expect(ListQuery.safeParse({ keep: wrong }).success).toBe(false)
  }))

const WITH_FILE = {
  'MIME-Version': '1.0',
  'Content-Type':
    'multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: application/pdf; name="Rechnung März.pdf"\nContent-Disposition: attachment\n\nxx\n--b--',
}

test('attachments are a filter, file names a search', () =>
  withMailbox({ INBOX: [mail(1), mail(2, WITH_FILE), mail(3)] }, async (box) => {
    const account = await accountOfMailbox(box)
    expect(await uidsOf(account, { filter: 'attachments' })).toEqual([2])
    expect(await uidsOf(account, { q: 'filename:märz' })).toEqual([2])
    expect(await uidsOf(account, { q: '-filename:märz' })).toEqual([3, 1])
    expect(await uidsOf(account, { q: 'filename:märz OR subject:m3' })).toEqual([3, 2])
    expect(await uidsOf(account, { q: 'subject:m3 filename:märz' })).toEqual([])
  }))

test('a search follows what changes in the folder', () =>
  withMailbox(
    { INBOX: [mail(1, { Subject: 'apple' }), mail(2), mail(3, { Subject: 'apple pie' })] },
    async (box) => {
      const account = await accountOfMailbox(box)
      expect(await uidsOf(account, { q: 'apple' })).toEqual([3, 1])
      expect(await uidsOf(account, { q: 'apple is:unread' })).toEqual([3, 1])
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await client.append('INBOX', `Subject: apple tart\r\nDate: ${dateOf(9)}\r\n\r\nx\r\n`)
      await client.messageFlagsAdd('1', ['\\Seen'], { uid: true })
      await client.messageDelete('3', { uid: true })
      expect(await uidsOf(account, { q: 'apple' })).toEqual([4, 1])
      expect(await uidsOf(account, { q: 'apple is:unread' })).toEqual([4])
    },
  ))

test('in: names this folder or nothing', () =>
  withMailbox({ INBOX: [mail(1)], Sent: [mail(2)] }, async (box) => {
    const account = await accountOfMailbox(box)
    expect((await list(account, { q: 'in:inbox' })).total).toBe(1)
    expect((await list(account, { q: 'in:Sent' })).total).toBe(0)
    expect((await list(account, { q: 'in:sent' }, 'Sent')).total).toBe(1)
  }))

test('a page can be centred on a message', () =>
  withMailbox({ INBOX: Array.from({ length: 40 }, (_, at) => mail(at + 1)) }, async (box) => {
    const account = await accountOfMailbox(box)
    const around = (uid: number, validity = V, folder = INBOX) =>
      list(account, { limit: '10', around: `${folder}.${validity}.${uid}` })
    expect((await around(20)).messages.map(({ uid }) => uid)).toEqual([
      25, 24, 23, 22, 21, 20, 19, 18, 17, 16,
    ])
    expect((await around(40)).offset).toBe(0)
    expect((await around(1)).offset).toBe(30)
    expect(await codeOf(around(400))).toBe('not_found')
    expect(await codeOf(around(20, 5))).toBe('uidvalidity_changed')
    expect(await codeOf(around(20, V, folderIdOf('Sent')))).toBe('not_found')
  }))

test('a thousand and more messages get their flags by sets, the same as one by one', () =>
  withMailbox(
    {
      INBOX: Array.from({ length: 1_300 }, (_, at) =>
        mail(at + 1, {
          flags: [
            ...(at % 2 ? ['\\Seen'] : []),
            ...(at % 7 ? [] : ['\\Flagged']),
            ...(at % 5 ? [] : ['$Forwarded', 'todo']),
          ],
        }),
      ),
    },
    async (box) => {
      const account = await accountOfMailbox(box)
      const index = await openIndex(account, 'INBOX')
      expect(index.total).toBe(1_300)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) {
        expect(index.flagsOf(uid)).toEqual([...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort())
      }
    },
  ))

test('the first page of a large folder need not wait for all flags, and nothing is lost by that', () =>
  withMailbox(
    { INBOX: Array.from({ length: 1_300 }, (_, at) => mail(at + 1, { flags: at % 2 ? ['\\Seen'] : [] })) },
    async (box) => {
      const account = await accountOfMailbox(box)
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      const page = await list(account)
      // On the page, and far below it.
      await client.messageFlagsAdd('1299,5', ['\\Flagged'], { uid: true })
      await client.messageDelete('7', { uid: true })
      expect(page.messages.map(({ uid, flags }) => [uid, flags.includes('\\Seen')])).toEqual(
        Array.from({ length: 50 }, (_, at) => [1_300 - at, at % 2 === 0]),
      )
      const changes = await readChanges({ account, params: { id: INBOX }, query: { since: page.state } })
      expect(changes).toMatchObject({ added: [], removed: [`${INBOX}.${V}.7`], total: 1_299, unread: 649 })
      expect(changes.changed).toContainEqual({ id: `${INBOX}.${V}.1299`, flags: ['\\Flagged'] })
      expect(changes.changed.length).toBeLessThanOrEqual(2)
      expect((await list(account, { filter: 'unread' })).total).toBe(649)
      expect((await list(account, { filter: 'flagged' })).messages.map(({ uid }) => uid)).toEqual([1_299, 5])
      const index = await openIndex(account, 'INBOX')
      for await (const { uid, flags } of client.fetch('1:*', { uid: true, flags: true })) {
        expect(index.flagsOf(uid)).toEqual([...(flags ?? [])].filter((flag) => flag !== '\\Recent').sort())
      }
    },
  ))

test('changes since a state are what another client did', () =>
  withMailbox({ INBOX: [mail(1), mail(2), mail(3)] }, async (box) => {
    const account = await accountOfMailbox(box)
    const { state } = await list(account)
    const client = await box.otherClient()
    await client.mailboxOpen('INBOX')
    await client.append('INBOX', 'Subject: new\r\n\r\nx\r\n', ['\\Seen'])
    await client.messageFlagsAdd('1', ['\\Flagged'], { uid: true })
    await client.messageDelete('2', { uid: true })
    const id = (uid: number) => `${INBOX}.${V}.${uid}`
    const changes = await readChanges({ account, params: { id: INBOX }, query: { since: state } })
    expect(changes).toEqual({
      state: expect.not.stringMatching(state),
      added: [id(4)],
      changed: [{ id: id(1), flags: ['\\Flagged'] }],
      removed: [id(2)],
      total: 3,
      unread: 2,
    })
    const nothing = await readChanges({ account, params: { id: INBOX }, query: { since: changes.state } })
    expect(nothing).toEqual({ ...changes, added: [], changed: [], removed: [] })
    const unknown = readChanges({ account, params: { id: INBOX }, query: { since: `${V}.4.3.2` } })
    expect(await codeOf(unknown)).toBe('state_unknown')
  }))

test('a folder that was made anew under its name is another folder', () =>
  withMailbox({ INBOX: [], Work: [mail(1), mail(2)] }, async (box) => {
    const account = await accountOfMailbox(box)
    const before = await list(account, {}, 'Work')
    const client = await box.otherClient()
    await client.mailboxDelete('Work')
    expect(await codeOf(list(account, {}, 'Work'))).toBe('not_found')
    await client.mailboxCreate('Work')
    await client.append('Work', 'Subject: other\r\n\r\nx\r\n')
    const after = await list(account, {}, 'Work')
    expect(after.uidValidity).not.toBe(before.uidValidity)
    expect(after.messages.map(({ subject }) => subject)).toEqual(['other'])
    const since = { account, params: { id: folderIdOf('Work') }, query: { since: before.state } }
    expect(await codeOf(readChanges(since))).toBe('state_unknown')
    const around = before.messages[0]?.id ?? ''
    expect(await codeOf(list(account, { around }, 'Work'))).toBe('uidvalidity_changed')
  }))

test('a view stands for its messages below what the person saw', () =>
  withMailbox({ INBOX: [mail(1), mail(2, { flags: ['\\Seen'] }), mail(3), mail(4)] }, async (box) => {
    const account = await accountOfMailbox(box)
    const view = { folderId: INBOX }
    expect(await resolveView(account, view)).toEqual([1, 2, 3, 4])
    expect(await resolveView(account, { ...view, until: 4, filter: ['unread'] })).toEqual([1, 3])
    expect(
      await resolveView(account, { ...view, q: 'subject:m3 OR subject:m4', except: [`${INBOX}.${V}.4`] }),
    ).toEqual([3])
    expect(await resolveView(account, { ...view, q: 'in:Nowhere' })).toEqual([])
    expect(await codeOf(resolveView(account, { ...view, except: [`${INBOX}.5.4`] }))).toBe(
      'uidvalidity_changed',
    )
  }))
