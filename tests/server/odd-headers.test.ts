/** List and message are read from the same header fields, however odd the header is. */
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import { startDovecot } from '#tests/servers/dovecot.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')

const HEADERS: readonly (readonly [string, string])[] = [
  ['a line in an address field that is no field', 'To: Mary Smith\r\n__\r\n <mary@x.example>\r\nSubject: s'],
  ['a line that lost its beginning', 'Subject: one\r\nlost words without a colon\r\nFrom: a@b.example'],
  ['an mbox line', 'From a@b.example Thu Jan  1 00:00:00 1970\r\nSubject: mbox\r\nFrom: c@d.example'],
  [
    'white space before the colons',
    'To   : Mary <m@x.example>\r\nSubject\t: spaced\r\nDate : 21 Nov 1997 09:55:06 -0600',
  ],
  [
    'comments in date and ids',
    'Date: Fri, 21 Nov 1997 09(comment):   55  :  06 -0600\r\nMessage-ID: <1234   @   local(blah)  .machine .example>\r\nReferences: (none) <a@b>',
  ],
  [
    'every field twice',
    'From: a@b.example\r\nFrom: c@d.example\r\nSubject: one\r\nSubject: two\r\nDate: nonsense\r\nDate: 21 Nov 1997 09:55:06 -0600\r\nTo: x@y.example\r\nTo: z@y.example\r\nMessage-ID: <1@x>\r\nMessage-ID: <2@x>',
  ],
  ['empty fields', 'From:\r\nTo: \r\nSubject:\r\nDate:\r\nMessage-ID:\r\nReferences:\r\nCc:'],
  ['no fields', ''],
  ['names in odd cases', 'sUBJECT: odd\r\nFROM: a@b.example\r\ndate: 21 Nov 1997 09:55:06 -0600'],
  ['a first line that continues nothing', ' folded from nowhere\r\nSubject: after'],
  ['lines of white space', 'Subject: a\r\n \r\n b\r\nFrom: a@b.example\r\n\t\r\nTo: c@d.example'],
  ['raw bytes', 'Subject: Gr\xfc\xdfe\r\nFrom: "J\xf6rg" <j@b.example>'],
  ['control characters and NUL', 'Subject: a\x01b\0c\x7f\r\nFrom: "x\0y" <a@b.example>'],
  ['a lone CR', 'Subject: a\rFrom: fake@x.example\r\nFrom: a@b.example'],
  ['a name with odd characters', 'Sub ject: no\r\nX=Y: z\r\nSubject: yes'],
  ['many of one field', `Subject: yes\r\n${'To: a@b.example\r\n'.repeat(2_000)}From: c@d.example`],
  ['a field of 300 KB', `Subject: ${'word '.repeat(60_000)}\r\nFrom: a@b.example`],
  ['a field in 5,000 lines', `Subject: a${'\r\n b'.repeat(5_000)}\r\nFrom: a@b.example`],
  ['a line in the middle that only looks like the end', 'Subject: a\r\n\x0b\r\nFrom: a@b.example'],
]

const RAWS = HEADERS.map(([, header]) =>
  Buffer.from(`${header}${header === '' ? '' : '\r\n'}\r\nbody\r\n`, 'latin1'),
)

test.each([
  ['a server with every extension', {}],
  ['a bare one', { capability: 'IMAP4rev1' }],
])(
  '%s: the list says of every odd header what the message says',
  async (_name, profile) => {
    const { server, stop } = await startDovecot(profile)
    try {
      await withMailbox(
        { INBOX: RAWS },
        async (mailbox) => {
          const api = await signIn(mailbox)
          const { body } = await api.get<MessagePage>(`/api/folders/${INBOX}/messages?limit=200`)
          const rows = new Map(body.messages.map((row) => [row.uid, row]))
          for (const [at, [what]] of HEADERS.entries()) {
            const read = await api.get<Message>(`/api/messages/${INBOX}.1700000000.${at + 1}`)
            expect(read.status, what).toBe(200)
            expect(read.body, what).toMatchObject(rows.get(at + 1) ?? { id: 'is in no list' })
            expect(read.body.text, what).toContain('body')
          }
        },
        server,
      )
    } finally {
      await stop()
    }
  },
  60_000,
)

test('of repeated fields the first counts, of dates the first that can be read, of people all', () =>
  withMailbox({ INBOX: RAWS }, async (mailbox) => {
    const api = await signIn(mailbox)
    const uid = HEADERS.findIndex(([what]) => what === 'every field twice') + 1
    const { body } = await api.get<Message>(`/api/messages/${INBOX}.1700000000.${uid}`)
    expect(body).toMatchObject({
      subject: 'one',
      date: '1997-11-21T15:55:06.000Z',
      rfcMessageId: '1@x',
      from: [{ address: 'a@b.example' }, { address: 'c@d.example' }],
      to: [{ address: 'x@y.example' }, { address: 'z@y.example' }],
    })
  }))

test('obsolete syntax is read: white space before colons, comments in dates and ids', () =>
  withMailbox({ INBOX: RAWS }, async (mailbox) => {
    const api = await signIn(mailbox)
    const read = async (what: string) => {
      const uid = HEADERS.findIndex(([name]) => name === what) + 1
      return (await api.get<Message>(`/api/messages/${INBOX}.1700000000.${uid}`)).body
    }
    expect(await read('white space before the colons')).toMatchObject({
      subject: 'spaced',
      to: [{ name: 'Mary', address: 'm@x.example' }],
      date: '1997-11-21T15:55:06.000Z',
    })
    const obsolete = await read('comments in date and ids')
    expect(obsolete).toMatchObject({ date: '1997-11-21T15:55:06.000Z', references: ['a@b'] })
    expect(obsolete.rfcMessageId).toContain('1234@local')
  }))
