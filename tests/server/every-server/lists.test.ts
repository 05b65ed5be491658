import { afterEach, describe, expect, test } from 'vitest'
import { folderIdOf, messageIdOf } from '#lib/api/ids.ts'
import { ListQuery, type SearchPage } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { closeAccounts } from '#lib/server/imap/accounts.ts'
import { listMessages } from '#lib/server/messages/list-messages.ts'
import { accountOfMailbox } from '#tests/servers/account.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { append, onEveryServer } from '#tests/servers/every-server.ts'
import type { Seed } from '#tests/servers/make-mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

afterEach(closeAccounts)

const list = (account: Account, query: Record<string, string> = {}, path = 'INBOX') =>
  listMessages({ account, params: { id: folderIdOf(path) }, query: ListQuery.parse(query) })

const uidsOf = async (...args: Parameters<typeof list>) =>
  (await list(...args)).messages.map(({ uid }) => uid)

const day = (date: number, hour = 12) => new Date(Date.UTC(2024, 2, date, hour))
const lines = (count: number) => 'a line of text\n'.repeat(count)

/** In UID order. Dates, names, subjects and sizes all go their own way. */
const ORDERED: Seed[] = [
  {
    raw: eml({ subject: 'Re: beta', from: 'Zoe <b@x.example>', date: day(3), text: lines(40) }),
    flags: ['\\Seen'],
  },
  {
    raw: eml({ subject: 'alpha', from: 'Ada <z@x.example>', date: day(1), text: lines(300) }),
    flags: ['\\Flagged'],
  },
  {
    raw: eml({ subject: 'Fwd: Gamma', from: 'Émile <e@x.example>', date: day(5), text: lines(10) }),
    flags: ['\\Seen', '\\Answered'],
  },
  { raw: eml({ subject: 'beta', from: 'Bob <a@x.example>', date: day(2), text: lines(100) }) },
  {
    raw: eml({
      subject: 'Delta',
      from: 'Ada <z@x.example>',
      date: day(4),
      parts: [{ filename: 'Vertrag.pdf', type: 'application/pdf', content: Buffer.alloc(40_000, 1) }],
    }),
    flags: ['\\Seen', '\\Flagged'],
  },
]

onEveryServer((withMailbox) => {
  test('each sort has its order both ways, ties by UID', () =>
    withMailbox({ INBOX: ORDERED }, async (box) => {
      const account = await accountOfMailbox(box)
      const orders = { date: [2, 4, 1, 5, 3], subject: [2, 1, 4, 5, 3], size: [3, 1, 4, 2, 5] }
      for (const [sort, uids] of Object.entries(orders)) {
        expect(await uidsOf(account, { sort }), sort).toEqual(uids)
        expect(await uidsOf(account, { sort: `-${sort}` }), `-${sort}`).toEqual(uids.toReversed())
      }
      // By name or by address, as the server can; ties by UID, and one order is the other turned round.
      const byFrom = await uidsOf(account, { sort: 'from' })
      expect([
        [2, 5, 4, 3, 1],
        [4, 1, 3, 2, 5],
      ]).toContainEqual(byFrom)
      expect(await uidsOf(account, { sort: '-from' })).toEqual(byFrom.toReversed())
    }))

  test('mail without a readable date is ordered by when it was received', () =>
    withMailbox(
      {
        INBOX: [
          { raw: 'Subject: no date\n\nx\n', receivedAt: day(2) },
          { raw: `Date: ${day(3).toUTCString()}\nSubject: dated\n\nx\n`, receivedAt: day(20) },
          { raw: 'Date: not a date\nSubject: bad date\n\nx\n', receivedAt: day(4) },
        ],
      },
      async (box) => {
        const account = await accountOfMailbox(box)
        expect(await uidsOf(account, { sort: '-date' })).toEqual([3, 2, 1])
        const { messages } = await list(account)
        expect(messages.map(({ date, receivedAt }) => [date, receivedAt])).toEqual([
          [null, day(4).toISOString()],
          [day(3).toISOString(), day(20).toISOString()],
          [null, day(2).toISOString()],
        ])
      },
    ))

  test('filters hold together, and with any sort', () =>
    withMailbox({ INBOX: ORDERED }, async (box) => {
      const account = await accountOfMailbox(box)
      expect(await uidsOf(account, { filter: 'unread' })).toEqual([4, 2])
      expect(await uidsOf(account, { filter: 'flagged' })).toEqual([5, 2])
      expect(await uidsOf(account, { filter: 'answered' })).toEqual([3])
      expect(await uidsOf(account, { filter: 'attachments' })).toEqual([5])
      expect(await uidsOf(account, { filter: 'unread,flagged' })).toEqual([2])
      expect(await uidsOf(account, { filter: 'flagged', sort: 'size' })).toEqual([2, 5])
      expect(await list(account, { filter: 'unread', limit: '1' })).toMatchObject({ total: 2, offset: 0 })
    }))

  test('pages cut one order without a gap, `around` finds a message’s page, and new mail finds its place', () =>
    withMailbox(
      { INBOX: Array.from({ length: 45 }, (_, at) => eml({ subject: `m${at}`, date: day(1, at) })) },
      async (box) => {
        const account = await accountOfMailbox(box)
        const whole = await uidsOf(account, { limit: '200' })
        expect(whole).toEqual(Array.from({ length: 45 }, (_, at) => 45 - at))
        const pages = []
        for (const offset of [0, 20, 40, 60]) {
          pages.push(...(await uidsOf(account, { offset: `${offset}`, limit: '20' })))
        }
        expect(pages).toEqual(whole)
        const { uidValidity } = await list(account)
        const around = messageIdOf({ folderId: folderIdOf('INBOX'), uidValidity, uid: 15 })
        const page = await list(account, { around, limit: '11' })
        expect(page.offset).toBe(25)
        expect(page.messages[5]?.uid).toBe(15)
        const client = await box.otherClient()
        await append(client, 'INBOX', eml({ subject: 'newest', date: day(9) }))
        await append(client, 'INBOX', eml({ subject: 'oldest', date: new Date(Date.UTC(2020, 1, 1)) }))
        expect(await uidsOf(account, { limit: '3' })).toEqual([46, 45, 44])
        expect(await uidsOf(account, { offset: '44', limit: '5' })).toEqual([2, 1, 47])
      },
    ))

  test('a row tells what its message is', () =>
    withMailbox(
      {
        INBOX: [
          {
            raw: eml({
              from: 'Zoë Größe <zoe@x.example>',
              to: 'Sam <sam@example.org>, team@example.org',
              subject: 'Grüße aus 東京',
              date: day(7),
              html: '<style>p{color:red}</style><p>Hello &amp; welcome</p>',
              parts: [{ filename: 'p.png', type: 'image/png', content: ONE_PIXEL }],
            }),
            flags: ['\\Flagged', '$Label1', 'ToDo'],
            receivedAt: day(8),
          },
        ],
      },
      async (box) => {
        const [row] = (await list(await accountOfMailbox(box))).messages
        expect(row).toMatchObject({
          subject: 'Grüße aus 東京',
          from: [{ name: 'Zoë Größe', address: 'zoe@x.example' }],
          to: [
            { name: 'Sam', address: 'sam@example.org' },
            { name: '', address: 'team@example.org' },
          ],
          date: day(7).toISOString(),
          receivedAt: day(8).toISOString(),
          hasAttachments: true,
          preview: 'Hello & welcome',
        })
        expect(row?.flags.toSorted()).toEqual(['$Label1', 'ToDo', '\\Flagged'])
      },
    ))

  describe('the search', () => {
    const INBOX: Seed[] = [
      eml({ subject: 'Lunch', text: 'on Friday at noon\n', date: day(1) }),
      {
        raw: eml({ subject: 'Budget', from: 'Bob <bob@firm.example>', date: day(2) }),
        flags: ['\\Seen', '$Forwarded'],
      },
      {
        raw: eml({
          subject: 'Party',
          to: 'carla@example.org',
          headers: { Cc: 'dora@example.org' },
          text: 'lunch is served\n',
          date: day(3),
        }),
        flags: ['\\Flagged', '\\Answered'],
      },
      eml({
        subject: 'Contract',
        date: day(4),
        parts: [{ filename: 'Vertrag.pdf', type: 'application/pdf', content: Buffer.from('%PDF-') }],
      }),
      eml({ subject: 'Grüße aus 東京', text: 'Köttbullar och öl\n', date: day(5) }),
      eml({ subject: 'quote " and \\ slash', text: 'a (paren) and {5} and 100% *\n', date: day(6) }),
      eml({ subject: 'big', text: 'x'.repeat(60_000), date: day(7) }),
    ]
    const CASES: [q: string, subjects: string[]][] = [
      ['lunch', ['Lunch', 'Party']],
      ['lunch -subject:lunch', ['Party']],
      ['"Friday at noon"', ['Lunch']],
      ['subject:budget OR subject:party', ['Budget', 'Party']],
      ['from:bob', ['Budget']],
      ['to:carla', ['Party']],
      ['cc:dora', ['Party']],
      ['body:köttbullar', ['Grüße aus 東京']],
      ['subject:東京', ['Grüße aus 東京']],
      ['is:unread', ['Lunch', 'Party', 'Contract', 'Grüße aus 東京', 'quote " and \\ slash', 'big']],
      ['is:read', ['Budget']],
      ['is:flagged is:answered', ['Party']],
      ['keyword:$Forwarded', ['Budget']],
      ['has:attachment', ['Contract']],
      ['filename:vertrag', ['Contract']],
      ['before:2024-03-03', ['Lunch', 'Budget']],
      ['after:2024-03-06', ['quote " and \\ slash', 'big']],
      ['on:2024-03-04', ['Contract']],
      ['larger:50K', ['big']],
      ['larger:1K smaller:50K', []],
      ['"and \\ slash"', ['quote " and \\ slash']],
      ['{5}', ['quote " and \\ slash']],
      ['100% *', ['quote " and \\ slash']],
      ['-is:unread -from:bob', []],
    ]

    test('finds what its language says', () =>
      withMailbox({ INBOX }, async (box) => {
        const api = await signIn(box)
        const found: [string, string[]][] = []
        for (const [q] of CASES) {
          const query = new URLSearchParams({ q, sort: 'date' })
          const { status, body } = await api.get<SearchPage>(`/api/search?${query}`)
          expect(status, q).toBe(200)
          found.push([q, body.messages.map(({ subject }) => subject)])
        }
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(CASES))
      }))

    test('goes through all folders, or one', () =>
      withMailbox(
        {
          INBOX: [eml({ subject: 'needle one', date: day(1) })],
          Work: [eml({ subject: 'needle two', date: day(2) })],
        },
        async (box) => {
          const api = await signIn(box)
          const subjects = async (query: string) =>
            (await api.get<SearchPage>(`/api/search?${query}`)).body.messages.map(({ subject }) => subject)
          expect(await subjects('q=needle')).toEqual(['needle two', 'needle one'])
          expect(await subjects('q=needle+in:inbox')).toEqual(['needle one'])
          expect(await subjects(`q=needle&folder=${folderIdOf(box.path('Work'))}`)).toEqual(['needle two'])
        },
      ))
  })
})
