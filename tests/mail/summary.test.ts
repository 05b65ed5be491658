import fc from 'fast-check'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import { MessageSummary } from '#lib/api/messages.ts'
import type { FetchedRow } from '#lib/mail/body-structure.ts'
import { summaryOf } from '#lib/mail/summary.ts'
import { bodyPart } from './body-part.ts'

const INBOX = folderIdOf('INBOX')

function row(header: string, more: Partial<FetchedRow> = {}): FetchedRow {
  return {
    uid: 7,
    flags: ['\\Seen'],
    receivedAt: new Date('2024-01-02T03:04:05Z'),
    size: 1234,
    header: Buffer.from(header, 'latin1'),
    structure: bodyPart('1', 'text/plain'),
    preview: { part: '1', bytes: Buffer.from('Hello there') },
    threadId: null,
    ...more,
  }
}

const summary = (header: string, more?: Partial<FetchedRow>) => summaryOf(row(header, more), INBOX, 99)

test('a row is what the list shows', () => {
  const found = summary(
    'Date: Fri, 21 Nov 1997 09:55:06 -0600\r\nFrom: A <a@example.org>\r\nTo: b@example.org\r\nSubject: =?utf-8?Q?=C3=9C?=\r\n\r\n',
  )
  expect(MessageSummary.parse(found)).toEqual({
    id: `${INBOX}.99.7`,
    folderId: INBOX,
    uid: 7,
    threadId: found.threadId,
    subject: 'Ü',
    from: [{ name: 'A', address: 'a@example.org' }],
    to: [{ name: '', address: 'b@example.org' }],
    date: '1997-11-21T15:55:06.000Z',
    receivedAt: '2024-01-02T03:04:05.000Z',
    size: 1234,
    flags: ['\\Seen'],
    hasAttachments: false,
    preview: 'Hello there',
  })
})

test('an answer is in the conversation that it answers', () => {
  const first = summary('Message-ID: <one@example.org>\r\n').threadId
  expect(summary('In-Reply-To: <one@example.org>\r\n').threadId).toBe(first)
  expect(
    summary('References: <one@example.org>\r\n <two@example.org>\r\nIn-Reply-To: <two@example.org>\r\n')
      .threadId,
  ).toBe(first)
  expect(summary('Message-ID: <two@example.org>\r\n').threadId).not.toBe(first)
  expect(summary('', { threadId: 'T1' }).threadId).toBe('T1')
})

test('a message without any header is still a row', () => {
  expect(summary('')).toMatchObject({ subject: '', from: [], to: [], date: null })
})

test('of repeated fields the first subject and the first readable date count, recipients add up', () => {
  const found = summary(
    'Subject: one\r\nSubject: two\r\nDate: soon\r\nDate: 1 Jan 2024 10:00 +0000\r\nTo: a@example.org\r\nTo: b@example.org\r\n',
  )
  expect(found.subject).toBe('one')
  expect(found.date).toBe('2024-01-01T10:00:00.000Z')
  expect(found.to.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org'])
})

test('words that are no address are nobody to answer to, but who wrote is told', () => {
  const found = summary(
    'From: Mary Smith\r\nTo: Mary Smith, root, "Ann B" <ann@x.example>, not known\r\n\r\n',
  )
  expect(found.from).toEqual([{ name: 'Mary Smith', address: '' }])
  expect(found.to).toEqual([
    { name: '', address: 'root' },
    { name: 'Ann B', address: 'ann@x.example' },
  ])
})

test('the preview is of the part that was fetched, cut anywhere', () => {
  const html = bodyPart('2', 'text/html', { encoding: 'quoted-printable', size: 9999 })
  const structure = bodyPart('', 'multipart/alternative', { children: [bodyPart('1', 'text/plain'), html] })
  const bytes = Buffer.from('<style>x{}</style><p>Gr=C3=BC=C3=9Fe =C3')
  expect(summary('', { structure, preview: { part: '2', bytes } }).preview).toBe('Grüße')
  expect(summary('', { structure, preview: null }).preview).toBe('')
})

test('hostile sizes take no time: a megabyte in every field', () => {
  const megabyte = (piece: string) => piece.repeat(Math.ceil(1_000_000 / piece.length))
  for (const piece of [
    'x',
    '=?utf-8?Q?=41?= ',
    '=?a?q?',
    '<"',
    'a@b,',
    '(',
    '\\',
    '"',
    '<a>',
    '\0',
    ' ',
    '=?',
    ':',
    ';',
  ]) {
    const text = megabyte(piece)
    const found = summary(
      `Subject: ${text}\r\nFrom: ${text}\r\nTo: ${text}\r\nReferences: ${text}\r\nDate: ${text}\r\n`,
    )
    expect(found.date).toBeNull()
  }
}, 120_000)

const oddities = fc.constantFrom(
  ...[
    '=?utf-8?B?',
    '=?x?Q?',
    '?=',
    '<',
    '>',
    '"',
    '(',
    ')',
    ',',
    ';',
    ':',
    '@',
    '\\',
    '\0',
    '\r\n ',
    '\xff',
    '\xe4',
    'a',
    ' ',
  ],
)

test('no header at all can break a row', () => {
  const values = fc.array(oddities, { maxLength: 40 }).map((pieces) => pieces.join(''))
  fc.assert(
    fc.property(values, values, fc.uint8Array({ maxLength: 300 }), (one, two, bytes) => {
      const header = `Subject: ${one}\r\nFrom: ${two}\r\nDate: ${one}\r\nReferences: ${two}\r\n${Buffer.from(bytes).toString('latin1')}`
      const found = summary(header, { preview: { part: '1', bytes } })
      expect(MessageSummary.safeParse(found).success).toBe(true)
      expect(found.subject).not.toMatch(/\p{Cc}/u)
      expect(found.from.every(({ name, address }) => !/\p{Cc}/u.test(name + address))).toBe(true)
      expect(found.preview.length).toBeLessThanOrEqual(200)
    }),
  )
})
