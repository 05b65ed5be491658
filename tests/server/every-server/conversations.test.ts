import { afterEach, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { ListQuery, ThreadQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { readThread } from '#lib/server/messages/read-thread.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { eml } from '#tests/servers/eml.ts'
import { append, onEveryServer } from '#tests/servers/every-server.ts'

afterEach(closeAccounts)

const INBOX = folderIdOf('INBOX')

function mail(name: string, minute: number, before: string[] = []) {
  return eml({
    // A server's own conversations are told apart by subject too (Cyrus): these are of one.
    subject: `${before.length > 0 ? 'Re: ' : ''}About ${before[0] ?? name}`,
    date: new Date(Date.UTC(2024, 2, 1, 9, minute)),
    text: `${name}\n`,
    headers: {
      'Message-ID': `<${name}@talk.example>`,
      ...(before.length > 0 && { References: before.map((id) => `<${id}@talk.example>`).join(' ') }),
    },
  })
}

const list = (account: Account, query: Record<string, string> = {}) =>
  listMessages({ account, params: { id: INBOX }, query: ListQuery.parse({ threads: 'true', ...query }) })

const rowsOf = async (account: Account, query: Record<string, string> = {}) =>
  (await list(account, query)).messages.map(({ uid, threadCount, threadUnread }) => [
    uid,
    threadCount,
    threadUnread,
  ])

onEveryServer((withMailbox) => {
  test('a folder is listed by conversations, and they follow what arrives and goes', () =>
    withMailbox(
      {
        INBOX: [
          { raw: mail('a1', 1), flags: ['\\Seen'] },
          mail('b1', 2),
          mail('a2', 3, ['a1']),
          mail('c1', 4),
        ],
      },
      async (box) => {
        const account = await accountOfMailbox(box)
        expect(await rowsOf(account)).toEqual([
          [4, 1, 1],
          [3, 2, 1],
          [2, 1, 1],
        ])
        const members = (await list(account)).messages[1]?.threadMembers
        expect(members?.map(({ from, flags }) => [from?.name, ...flags])).toEqual([
          ['Mara Lindqvist', '\\Seen'],
          ['Mara Lindqvist'],
        ])
        expect(await rowsOf(account, { filter: 'unread', sort: 'date' })).toEqual([
          [2, 1, 1],
          [3, 2, 1],
          [4, 1, 1],
        ])
        const client = await box.otherClient()
        await append(client, 'INBOX', mail('b2', 5, ['b1']))
        expect((await rowsOf(account))[0]).toEqual([5, 2, 2])
        await client.mailboxOpen('INBOX')
        await client.messageDelete('3', { uid: true })
        expect(await rowsOf(account)).toEqual([
          [5, 2, 2],
          [4, 1, 1],
          [1, 1, 0],
        ])
      },
    ))

  test('what was answered from Sent is part of a conversation', () =>
    withMailbox(
      { INBOX: [mail('a1', 1), mail('a3', 3, ['a1', 'a2']), mail('b1', 4)], Sent: [mail('a2', 2, ['a1'])] },
      async (box) => {
        const account = await accountOfMailbox(box)
        const { uidValidity } = await list(account)
        const id = messageIdOf({ folderId: INBOX, uidValidity, uid: 1 })
        const request = { signal: new AbortController().signal }
        const { messages, pending } = await readThread({
          account,
          params: { id },
          query: ThreadQuery.parse({}),
          request,
        })
        expect(messages.map(({ preview }) => preview)).toEqual(['a1', 'a2', 'a3'])
        expect(pending).toEqual([])
      },
    ))
})
