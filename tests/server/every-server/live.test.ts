import { afterEach, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { ListQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { readChanges } from '#lib/server/messages/read-changes.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { eml } from '#tests/servers/eml.ts'
import { listen } from '#tests/servers/event-listener.ts'
import { append, onEveryServer } from '#tests/servers/every-server.ts'

afterEach(closeAccounts)

const INBOX = folderIdOf('INBOX')

const list = (account: Account, path: string) =>
  listMessages({ account, params: { id: folderIdOf(path) }, query: ListQuery.parse({}) })

const changes = (account: Account, path: string, since: string) =>
  readChanges({ account, params: { id: folderIdOf(path) }, query: { since } })

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof MailError ? error.code : error),
  )

/** A Courier looks for news once a second, and so does a Cyrus. */
const settled = (ms = 1_500) => new Promise((done) => setTimeout(done, ms))

onEveryServer((withMailbox) => {
  test('what another client did is asked for as a delta from any state, and nothing when nothing happened', () =>
    withMailbox({ INBOX: [eml(), eml(), eml()] }, async (box) => {
      const account = await accountOfMailbox(box)
      const { state, uidValidity, uidNext } = await list(account, 'INBOX')
      expect(uidNext).toBe(4)
      const id = (uid: number) => messageIdOf({ folderId: INBOX, uidValidity, uid })
      const client = await box.otherClient()
      await client.mailboxOpen('INBOX')
      await append(client, 'INBOX', eml())
      await client.messageFlagsAdd('1', ['\\Flagged', 'ToDo'], { uid: true })
      await client.messageDelete('2', { uid: true })
      const delta = await changes(account, 'INBOX', state)
      expect(delta).toMatchObject({ added: [id(4)], removed: [id(2)], total: 3, unread: 3 })
      expect(delta.changed).toEqual([{ id: id(1), flags: ['ToDo', '\\Flagged'] }])
      expect(await changes(account, 'INBOX', delta.state)).toEqual({
        state: delta.state,
        added: [],
        changed: [],
        removed: [],
        total: 3,
        unread: 3,
      })
      expect((await list(account, 'INBOX')).messages.map(({ uid }) => uid)).toEqual([4, 3, 1])
    }))

  test('a folder that another client made anew under its name is another folder', () =>
    withMailbox({ Work: [eml({ subject: 'before' })] }, async (box) => {
      const account = await accountOfMailbox(box)
      const work = box.path('Work')
      const before = await list(account, work)
      const client = await box.otherClient()
      await settled() // Courier's UIDVALIDITY is a second of the clock
      await client.mailboxDelete(work)
      await client.mailboxCreate(work)
      await append(client, work, eml({ subject: 'after' }))
      const after = await list(account, work)
      expect(after.uidValidity).not.toBe(before.uidValidity)
      expect(after.messages.map(({ subject }) => subject)).toEqual(['after'])
      expect(await codeOf(changes(account, work, before.state))).toBe('state_unknown')
    }))

  test('a folder that another client deleted is not found, and found again where it was renamed to', () =>
    withMailbox({ Work: [eml({ subject: 'kept' })] }, async (box) => {
      const account = await accountOfMailbox(box)
      const { state } = await list(account, box.path('Work'))
      const client = await box.otherClient()
      await client.mailboxRename(box.path('Work'), box.path('Play'))
      expect(await codeOf(changes(account, box.path('Work'), state))).toBe('not_found')
      const { messages } = await list(account, box.path('Play'))
      expect(messages.map(({ subject }) => subject)).toEqual(['kept'])
    }))
})

const IDLING = ['Dovecot', 'Cyrus', 'Courier']

onEveryServer((withMailbox) => {
  test(
    'another client’s new mail, flags and expunges in an open folder are events, and so is new mail in the inbox',
    () =>
      withMailbox({ Work: [eml(), eml()] }, async (box) => {
        const account = await accountOfMailbox(box)
        const work = box.path('Work')
        const { uidValidity } = await list(account, work)
        const id = (uid: number) => messageIdOf({ folderId: folderIdOf(work), uidValidity, uid })
        const { until } = await listen(account, { folders: [work] })
        await until('folders')
        await settled(400)
        const client = await box.otherClient()
        await client.mailboxOpen(work)
        await append(client, work, eml())
        await until('messages', ({ added }) => added.includes(id(3)))
        await client.messageFlagsAdd('1', ['\\Flagged', '$Junk'], { uid: true })
        const { data } = await until('messages', ({ changed }) => changed.some((one) => one.id === id(1)))
        expect(data.changed).toEqual([{ id: id(1), flags: ['$Junk', '\\Flagged'] }])
        await client.messageDelete('2', { uid: true })
        await until('messages', ({ removed }) => removed.includes(id(2)))
        await until('folders', ({ folders }) =>
          folders.some((folder) => folder.id === folderIdOf(work) && folder.total === 2),
        )
        await append(client, 'INBOX', eml())
        await until('messages', ({ folderId, added }) => folderId === INBOX && added.length === 1)
        await until('folders', ({ folders }) =>
          folders.some((folder) => folder.id === INBOX && folder.total === 1 && folder.unread === 1),
        )
      }),
    60_000,
  )
}, IDLING)

onEveryServer(
  (withMailbox) => {
    test(
      'a server without IDLE is asked for news now and then',
      () =>
        withMailbox({ Work: [eml(), eml()] }, async (box) => {
          const account = await accountOfMailbox(box)
          const { until } = await listen(account, { folders: ['Work'] })
          await until('folders')
          await settled(400)
          const client = await box.otherClient()
          await client.mailboxOpen('Work')
          await client.messageDelete('2', { uid: true })
          const gone = await until('messages', ({ removed }) => removed.length > 0)
          expect(gone.data.removed).toHaveLength(1)
        }),
      60_000,
    )
  },
  ['bare IMAP4rev1'],
)
