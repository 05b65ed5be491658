import { expect, test } from 'vitest'
import { FolderCounts } from '#lib/server/live/folder-counts.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'

const MAIL = 'Subject: new\r\n\r\ntext\r\n'

test('what came beside a folder that went is told by the sweep that follows', () =>
  withMailbox({ INBOX: [], Kept: [], Gone: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const counts = new FolderCounts()
    await counts.sweep(account)
    const client = await box.otherClient()
    await client.append('Kept', MAIL)
    await client.mailboxDelete('Gone')
    expect(await counts.recount(account, ['Kept', 'Gone'])).toBeNull()
    expect(await counts.sweep(account)).toMatchObject({
      changed: [{ path: 'Kept', total: 1, unread: 1 }],
      tree: true,
    })
    expect(await counts.sweep(account)).toEqual({ changed: [], tree: false })
  }))

test('a folder that nobody told of yet is left to a sweep', () =>
  withMailbox({ INBOX: [] }, async (box) => {
    const account = await accountOfMailbox(box)
    const counts = new FolderCounts()
    expect(await counts.recount(account, ['INBOX'])).toBeNull()
    await counts.sweep(account)
    const client = await box.otherClient()
    await client.mailboxCreate('New')
    expect(await counts.recount(account, ['INBOX', 'New'])).toBeNull()
    expect(await counts.sweep(account)).toMatchObject({ changed: [{ path: 'New', total: 0 }], tree: false })
    await client.mailboxUnsubscribe('New')
    expect(await counts.sweep(account)).toEqual({ changed: [], tree: true })
  }))
