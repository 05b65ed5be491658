import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Problem } from '#lib/api/problem.ts'
import { eml, ONE_PIXEL } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
// withMailbox numbers from 1 under this UIDVALIDITY.
const id = (uid: number, uidValidity = 1700000000) => `${INBOX}.${uidValidity}.${uid}`
const read = (api: Api, uid: number) => api.get<Message>(`/api/messages/${id(uid)}`)

const LETTER = [
  'From: "Doe, Jane" <jane@example.org>',
  'To: Sam <sam@example.org>',
  'Cc: =?utf-8?Q?J=C3=B6rg?= <joerg@example.org>, b@example.org',
  'Reply-To: list@example.org',
  'Sender: daemon@example.org',
  'Subject: =?utf-8?B?R3LDvMOfZQ==?=',
  'Date: Fri, 21 Nov 1997 09:55:06 -0600',
  'Message-ID: <two@example.org>',
  'In-Reply-To: <one@example.org>',
  'References: <zero@example.org> <one@example.org>',
  'List-Unsubscribe: <mailto:off@example.org>',
  'X-Odd: one',
  'X-Odd: =?utf-8?Q?zw=C3=B6?=',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=FC=DFe=20',
  'und mehr',
  '',
].join('\n')

test('a message says everything that its header and body say, and stays unread', () =>
  withMailbox({ INBOX: [{ raw: LETTER, receivedAt: new Date('2024-02-03T04:05:06Z') }] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { status, body } = await read(api, 1)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: id(1),
      folderId: INBOX,
      uid: 1,
      subject: 'Grüße',
      from: [{ name: 'Doe, Jane', address: 'jane@example.org' }],
      to: [{ name: 'Sam', address: 'sam@example.org' }],
      cc: [
        { name: 'Jörg', address: 'joerg@example.org' },
        { name: '', address: 'b@example.org' },
      ],
      bcc: [],
      replyTo: [{ name: '', address: 'list@example.org' }],
      sender: [{ name: '', address: 'daemon@example.org' }],
      date: '1997-11-21T15:55:06.000Z',
      receivedAt: '2024-02-03T04:05:06.000Z',
      flags: [],
      hasAttachments: false,
      preview: 'Grüße und mehr',
      rfcMessageId: 'two@example.org',
      inReplyTo: 'one@example.org',
      references: ['zero@example.org', 'one@example.org'],
      text: 'Grüße \nund mehr\n',
      html: null,
      attachments: [],
      listUnsubscribe: { oneClick: false, mailto: 'mailto:off@example.org' },
    })
    expect(body.headers.filter(({ name }) => name === 'X-Odd').map(({ value }) => value)).toEqual([
      'one',
      'zwö',
    ])
    expect(body.headers[0]).toEqual({ name: 'From', value: '"Doe, Jane" <jane@example.org>' })
    const client = await mailbox.otherClient()
    await client.mailboxOpen('INBOX')
    const now = await client.fetchOne('1', { flags: true })
    expect(now && [...(now.flags ?? [])]).toEqual([])
  }))

test('text, HTML and attachments are told apart, inline images included', () =>
  withMailbox(
    {
      INBOX: [
        eml({
          text: 'plain',
          html: '<p>rich</p>',
          parts: [
            { filename: 'dot.png', type: 'image/png', content: ONE_PIXEL, cid: 'dot@example.org' },
            { filename: 'Ärger.pdf', type: 'application/pdf', content: Buffer.from('%PDF') },
          ],
        }),
        eml({ html: '<p>only rich</p>' }),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const { body } = await read(api, 1)
      expect(body).toMatchObject({ text: 'plain', html: '<p>rich</p>', hasAttachments: true })
      expect(body.attachments).toMatchObject([
        { filename: 'dot.png', disposition: 'inline', contentId: 'dot@example.org', size: ONE_PIXEL.length },
        { filename: 'Ärger.pdf', disposition: 'attachment', contentId: null, size: 4 },
      ])
      const rich = await read(api, 2)
      expect(rich.body).toMatchObject({ text: null, html: '<p>only rich</p>', preview: 'only rich' })
    },
  ))

test('plain text around an HTML part is part of what the HTML reader sees', () =>
  withMailbox(
    {
      INBOX: [
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b\nContent-Type: text/html\n\n<p>hi</p>',
          '--b\nContent-Type: text/plain\n\n<list footer>\n--b--\n',
        ].join('\n'),
      ],
    },
    async (mailbox) => {
      const { body } = await read(await signIn(mailbox), 1)
      expect(body.text).toBe('<list footer>')
      expect(body.html).toContain('<p>hi</p>')
      expect(body.html).toContain('&lt;list footer&gt;')
    },
  ))

test('a message that is gone is 404, a renumbered folder 409, a folder that never was 404', () =>
  withMailbox({ INBOX: [LETTER] }, async (mailbox) => {
    const api = await signIn(mailbox)
    for (const [path, status, code] of [
      [id(2), 404, 'not_found'],
      [id(1, 5), 409, 'uidvalidity_changed'],
      [`${folderIdOf('No such')}.1.1`, 404, 'not_found'],
      [`!.1.1`, 400, 'bad_request'],
    ] as const) {
      for (const rest of ['', '/parts/1', '/source', '/attachments.zip']) {
        const answer = await api.get<Problem>(`/api/messages/${path}${rest}`)
        expect([path, rest, answer.status, answer.body.code]).toEqual([path, rest, status, code])
      }
    }
    const client = await mailbox.otherClient()
    await client.mailboxOpen('INBOX')
    await client.messageDelete('1')
    expect((await read(api, 1)).status).toBe(404)
  }))

test(
  'hostile messages are read at once, and the next one opens too',
  () =>
    withMailbox(
      {
        INBOX: [
          `Subject: ${'=?utf-8?Q?=41?= '.repeat(60_000)}\nFrom: ${'a@b.c,'.repeat(100_000)}\n\nx\n`,
          `Subject: nested\n${nested(60)}`,
          `Subject: parts\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\nx\n'.repeat(10_000)}--b--\n`,
          `Subject: nul\0l\nContent-Type: text/plain\n\na\0b\n`,
          `Subject: endless\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n${'<'.repeat(500_000)}`,
          LETTER,
        ],
      },
      async (mailbox) => {
        const api = await signIn(mailbox)
        const statuses: number[] = []
        for (const uid of [1, 2, 3, 4, 5, 6]) statuses.push((await read(api, uid)).status)
        expect(statuses).toEqual([200, 200, 200, 200, 200, 200])
      },
    ),
  60_000,
)

function nested(depth: number): string {
  let body = 'Content-Type: text/plain\n\ninnermost\n'
  for (let at = 0; at < depth; at++) {
    body = `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n${body}\n--b${at}--\n`
  }
  return body
}
