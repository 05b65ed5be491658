import { describe, expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchPage } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { type Seeds, type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import type { Seed } from '#tests/servers/make-mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

type Parts = {
  subject: string
  from?: string
  to?: string
  cc?: string
  date?: string
  body?: string
  more?: string
}

const mail = ({
  subject,
  from = 'Ada <ada@example.org>',
  to = 'me@example.org',
  cc,
  date,
  body,
  more = '',
}: Parts) =>
  `From: ${from}\nTo: ${to}\n${cc ? `Cc: ${cc}\n` : ''}Date: ${date ?? 'Mon, 1 Jan 2024 12:00:00 +0000'}\n` +
  `Subject: ${subject}\nMIME-Version: 1.0\n${more || 'Content-Type: text/plain; charset=utf-8\n'}\n${body ?? ''}\n`

const withFile = (subject: string, filename: string) =>
  mail({
    subject,
    more: 'Content-Type: multipart/mixed; boundary=b\n',
    body: `--b\nContent-Type: text/plain\n\nhello\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${filename}"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--`,
  })

const words = (text: string) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`

async function find(api: Api, q: string, more: Record<string, string> = {}): Promise<SearchPage> {
  const query = new URLSearchParams({ q, ...more })
  const { status, body } = await api.get<SearchPage>(`/api/search?${query}`)
  expect(status, JSON.stringify(body)).toBe(200)
  return body
}

async function subjects(api: Api, q: string, more: Record<string, string> = {}): Promise<string[]> {
  const { messages, total } = await find(api, q, more)
  expect(messages).toHaveLength(total)
  return messages.map(({ subject }) => subject)
}

const scene = (seeds: Seeds, play: (api: Api, box: TestMailbox) => Promise<void>) =>
  withMailbox(seeds, async (box) => play(await signIn(box), box))

describe('what a query finds', () => {
  const lunch = mail({ subject: 'Lunch', body: 'on Friday at noon' })
  const INBOX: Seed[] = [
    lunch,
    {
      raw: mail({
        subject: 'Budget',
        from: 'Bob <bob@firm.example>',
        date: 'Tue, 2 Jan 2024 23:30:00 -0800',
      }),
      flags: ['\\Seen', '$Forwarded'],
    },
    {
      raw: mail({
        subject: 'Party',
        to: 'carla@example.org',
        cc: 'dora@example.org',
        body: 'lunch is served',
      }),
      flags: ['\\Flagged'],
    },
    withFile('Contract', 'Vertrag März.pdf'),
    mail({ subject: words('Grüße aus 東京'), body: 'Köttbullar och öl' }),
    mail({ subject: 'quote " and \\ slash', body: 'a (paren) and {5} and 100% *' }),
    mail({ subject: 'big', body: 'x'.repeat(30_000) }),
  ]
  const finds: [q: string, found: string[]][] = [
    ['lunch', ['Lunch', 'Party']],
    ['lunch friday', ['Lunch']],
    ['"on friday"', ['Lunch']],
    ['"friday on"', []],
    ['lunch -friday', ['Party']],
    ['friday OR budget', ['Budget', 'Lunch']],
    ['lunch friday OR served', ['Lunch', 'Party']],
    ['carla', ['Party']],
    ['dora', ['Party']],
    ['from:bob', ['Budget']],
    ['from:firm.example', ['Budget']],
    ['to:carla', ['Party']],
    ['cc:dora', ['Party']],
    ['to:dora', []],
    ['subject:lunch', ['Lunch']],
    ['body:lunch', ['Party']],
    ['is:flagged', ['Party']],
    ['is:read', ['Budget']],
    ['keyword:$Forwarded', ['Budget']],
    ['keyword:nobody', []],
    ['has:attachment', ['Contract']],
    ['filename:märz', ['Contract']],
    ['filename:.PDF', ['Contract']],
    ['filename:märz lunch', []],
    ['-filename:pdf is:flagged', ['Party']],
    ['filename:pdf OR is:flagged', ['Contract', 'Party']],
    ['larger:20K', ['big']],
    ['after:2024-01-02', ['Budget']],
    ['on:2024-01-02', ['Budget']],
    ['after:2024-01-03', []],
    ['Grüße', ['Grüße aus 東京']],
    ['GRÜSSE OR grüße', ['Grüße aus 東京']],
    ['東京', ['Grüße aus 東京']],
    ['köttbullar', ['Grüße aus 東京']],
    ['subject:"Gru\u0308ße"', ['Grüße aus 東京']],
    ['\\', ['quote " and \\ slash']],
    ['"', ['quote " and \\ slash']],
    ['(paren)', ['quote " and \\ slash']],
    ['{5}', ['quote " and \\ slash']],
    ['100%', ['quote " and \\ slash']],
    ['before:garbage', []],
    ['from:', []],
    ['larger:x', []],
    ['is:unknown', []],
  ]

  test('is what the language says', () =>
    scene({ INBOX }, async (api) => {
      for (const [q, found] of finds) {
        expect([...(await subjects(api, q))].sort(), q).toEqual(found)
        expect([...(await subjects(api, q, { folder: folderIdOf('INBOX') }))].sort(), q).toEqual(found)
      }
    }))

  test('nothing in a query becomes a command', () =>
    scene({ INBOX: [lunch] }, async (api, box) => {
      const hostile = [
        'x\r\nA1 UID STORE 1 +FLAGS (\\Deleted)\r\nA2 EXPUNGE',
        '"x\r\nA1 EXPUNGE',
        'subject:"\r\n"',
        'from:\0',
        '"a\0b"',
        'in:"x\r\nA1 DELETE INBOX"',
        'keyword:"x) ALL (DELETED"',
        'x) OR (ALL',
        '{10}\r\nA1 LOGOUT',
        '\ud800',
        '\u2028',
        'larger:99999999999999999999',
        'before:9999-12-31 after:1000-01-01',
        `${'a OR '.repeat(190)}a`,
        'é'.repeat(1000),
        '-'.repeat(1000),
      ]
      for (const q of hostile) {
        const { status } = await api.get(`/api/search?${new URLSearchParams({ q })}`)
        expect(status, q).toBe(200)
      }
      const client = await box.otherClient()
      expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 1 })
    }))

  test('a message is not marked as read by being found', () =>
    scene({ INBOX: [lunch] }, async (api) => {
      expect((await find(api, 'lunch')).messages[0]?.flags).toEqual([])
      expect((await find(api, 'is:unread')).total).toBe(1)
    }))
})

describe('folders', () => {
  const at = (day: number, subject: string) =>
    mail({ subject, date: `${new Date(Date.UTC(2024, 0, day)).toUTCString().replace('GMT', '+0000')}` })
  const seeds: Seeds = {
    INBOX: [at(1, 'a1'), at(5, 'a5'), at(9, 'a9')],
    Archive: [at(2, 'b2'), at(8, 'b8')],
    Junk: [at(3, 'c3')],
    Trash: [at(4, 'd4')],
    'Clients/Bright & Söns': [at(6, 'e6')],
    Empty: [],
  }

  test('all of them are searched, in one order', () =>
    scene(seeds, async (api) => {
      const { messages, total, pending } = await find(api, 'from:ada')
      expect(messages.map(({ subject }) => subject)).toEqual(['a9', 'b8', 'e6', 'a5', 'd4', 'c3', 'b2', 'a1'])
      expect({ total, pending }).toEqual({ total: 8, pending: [] })
      expect(await subjects(api, 'from:ada', { sort: 'subject' })).toEqual([
        'a1',
        'a5',
        'a9',
        'b2',
        'b8',
        'c3',
        'd4',
        'e6',
      ])
    }))

  test('one is searched where it is named, by id or by in:', () =>
    scene(seeds, async (api) => {
      const clients = 'Clients/Bright & Söns'
      expect(await subjects(api, '', { folder: folderIdOf(clients) })).toEqual(['e6'])
      for (const name of ['trash', 'Trash', 'TRASH'])
        expect(await subjects(api, `in:${name}`)).toEqual(['d4'])
      expect(await subjects(api, `in:"${clients}"`)).toEqual(['e6'])
      expect(await subjects(api, 'in:"bright & söns" from:ada')).toEqual(['e6'])
      expect(await subjects(api, 'in:inbox subject:a5')).toEqual(['a5'])
      expect(await subjects(api, 'in:nowhere')).toEqual([])
      expect(await subjects(api, 'in:empty')).toEqual([])
      expect(await subjects(api, 'in:trash', { folder: folderIdOf('INBOX') })).toEqual([])
    }))

  test('one that is not there is not found', () =>
    scene(seeds, async (api) => {
      const { status, body } = await api.get<Problem>(`/api/search?q=x&folder=${folderIdOf('Nowhere')}`)
      expect([status, body.code]).toEqual([404, 'not_found'])
    }))

  test('pages fit together, and the next ones go through what the first one found', () =>
    scene(seeds, async (api, box) => {
      const first = await find(api, 'from:ada', { limit: '3' })
      const client = await box.otherClient()
      await client.append('INBOX', at(20, 'newest'))
      await client.mailboxOpen('Trash')
      await client.messageDelete('1', { uid: true })
      const second = await find(api, 'from:ada', { limit: '3', offset: '3' })
      const third = await find(api, 'from:ada', { limit: '3', offset: '6' })
      const found = [first, second, third].map((page) => page.messages.map(({ subject }) => subject))
      expect(found).toEqual([
        ['a9', 'b8', 'e6'],
        ['a5', 'c3'],
        ['b2', 'a1'],
      ])
      expect((await find(api, 'from:ada', { limit: '3', offset: '99' })).messages).toEqual([])
      expect((await find(api, 'from:ada', { limit: '1' })).messages[0]?.subject).toBe('newest')
    }))

  test('what is out of range is refused, never clamped', () =>
    scene(seeds, async (api) => {
      for (const query of [
        'limit=0',
        'limit=201',
        'offset=-1',
        'sort=age',
        'folder=%20',
        `q=${'x'.repeat(1001)}`,
      ]) {
        expect((await api.get(`/api/search?q=x&${query}`.replace('q=x&q=', 'q='))).status, query).toBe(400)
      }
      expect((await api.get('/api/search')).status).toBe(400)
    }))

  test('every order runs both ways', () =>
    scene(
      {
        INBOX: [
          mail({ subject: 'Re: beta', from: 'Zoe <z@x.org>', body: 'x'.repeat(9) }),
          mail({ subject: 'gamma', from: 'Bob <b@x.org>' }),
        ],
        Archive: [mail({ subject: 'alpha', from: 'Mia <m@x.org>', body: 'x'.repeat(99) })],
      },
      async (api) => {
        for (const [sort, order] of [
          ['subject', ['alpha', 'Re: beta', 'gamma']],
          ['from', ['gamma', 'alpha', 'Re: beta']],
          ['size', ['gamma', 'Re: beta', 'alpha']],
        ] as const) {
          expect(await subjects(api, '', { sort })).toEqual(order)
          expect(await subjects(api, '', { sort: `-${sort}` })).toEqual([...order].reverse())
        }
      },
    ))
})
