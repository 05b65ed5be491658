/** Whatever a message is built of: what is to be read is read, in its order, and the rest is offered. */
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const path = `/api/messages/${folderIdOf('INBOX')}.1700000000.1`

/** Reads one message; a part's bytes as text. */
async function opened(
  raw: string,
  look: (message: Message, part: (id: string) => Promise<string>, api: Api) => Promise<void> | void,
) {
  await withMailbox({ INBOX: [Buffer.from(raw.replaceAll(/\r?\n/g, '\r\n'), 'latin1')] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { status, body } = await api.get<Message>(path)
    expect(status).toBe(200)
    const part = async (id: string) => {
      const response = await api.raw(`${path}/parts/${id}`)
      expect(response.status).toBe(200)
      return Buffer.from(await response.bytes()).toString('latin1')
    }
    await look(body, part, api)
  })
}

test('a message with a broken header and no body is read, again and again', () =>
  opened(
    'X-Apparently-To: a@b.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: binary\nContent-Type:<multipart/alternative; boundary="b"\nX-Mailer: x\0y\nFrom: Mara <m@x.example>\nSubject: odd\n\n',
    async (first, _part, api) => {
      expect(first.subject).toBe('odd')
      for (let left = 3; left > 0; left--) expect((await api.get(path)).status).toBe(200)
    },
  ))

let made = 0
function multi(kind: string, ...parts: string[]): string {
  const boundary = `b-${++made}-x`
  return `Content-Type: multipart/${kind}; boundary=${boundary}\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
}
const plain = (text: string) => `Content-Type: text/plain\n\n${text}`
const html = (text: string) => `Content-Type: text/html\n\n${text}`
const file = (name: string, type: string, content: string) =>
  `Content-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\n\n${content}`
const image =
  'Content-Type: image/png\nContent-ID: <dot@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo='

test('mixed, alternative and related inside one another', () =>
  opened(
    multi(
      'mixed',
      multi('alternative', plain('words'), multi('related', html('<img src="cid:dot@x">'), image)),
      file('a.pdf', 'application/pdf', '%PDF'),
    ),
    ({ text, html, attachments }) => {
      expect([text, html]).toEqual(['words', '<img src="cid:dot@x">'])
      expect(attachments).toMatchObject([
        { contentType: 'image/png', contentId: 'dot@x', disposition: 'inline' },
        { filename: 'a.pdf', disposition: 'attachment' },
      ])
    },
  ))

test('a signed message is read, and its signature offered', () =>
  opened(
    multi(
      'signed',
      multi('alternative', plain('words'), html('<p>words</p>')),
      file('signature.asc', 'application/pgp-signature', '-----BEGIN'),
    ),
    ({ text, html, attachments, hasAttachments }) => {
      expect([text, html, hasAttachments]).toEqual(['words', '<p>words</p>', false])
      expect(attachments).toMatchObject([{ filename: 'signature.asc' }])
    },
  ))

test('several texts are read in their order', () =>
  opened(multi('mixed', plain('one'), image, plain('two'), multi('mixed', plain('three'))), ({ text }) =>
    expect(text).toBe('one\ntwo\nthree'),
  ))

test('a multipart whose end never comes is read to its end', () =>
  opened(
    'Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nwords\n--b\nContent-Type: text/plain\n\nmore',
    ({ text }) => expect(text).toBe('words\nmore\n'.trimEnd()),
  ))

test('a multipart whose boundary never comes is within reach as a whole', () =>
  opened(
    'Content-Type: multipart/mixed; boundary=never\n\nall that was written\n',
    async ({ attachments }, part) => {
      expect(attachments).toHaveLength(1)
      expect(await part(attachments[0]?.partId ?? '')).toContain('all that was written')
    },
  ))

test.each(['multipart/mixed', 'multipart/mixed; boundary=wrong', 'multipart/mixed\tboundary="b-7"'])(
  'parts are found although the message says %s',
  (type) =>
    opened(
      `Subject: s\nContent-Type: ${type}\n\n--b-7\n${plain('words')}\n--b-7\n${image}\n--b-7\n${file('a.pdf', 'application/pdf', '%PDF')}\n--b-7--\n`,
      async ({ text, attachments }, part) => {
        expect(text).toBe('words')
        expect(attachments).toMatchObject([{ contentType: 'image/png' }, { filename: 'a.pdf' }])
        expect(await part(attachments[1]?.partId ?? '')).toBe('%PDF')
      },
    ),
)

const nestedAs = (boundary: string) =>
  `Content-Type: multipart/mixed; boundary=o-7\n\n--o-7\n${plain('words')}\n--o-7\nContent-Type: multipart/alternative; boundary=${boundary}\n\n--i-7\n${html('<p>rich</p>')}\n--i-7\n${file('a.pdf', 'application/pdf', '%PDF')}\n--i-7--\n--o-7--\n`

test('parts of a multipart inside a message are found although it says another boundary', () =>
  opened(nestedAs('wrong'), async ({ html, attachments }, part, api) => {
    expect(html).toContain('<p>rich</p>')
    expect(attachments).toMatchObject([{ filename: 'a.pdf' }])
    expect(await part(attachments[0]?.partId ?? '')).toBe('%PDF')
    const zip = await api.raw(`${path}/attachments.zip`)
    expect(Buffer.from(await zip.bytes()).toString('latin1')).toMatch(/a\.pdf%PDF/)
  }))

test('a multipart inside a message that holds no part at all is offered as it is', () =>
  opened(
    `Content-Type: multipart/mixed; boundary=o-7\n\n--o-7\n${plain('words')}\n--o-7\nContent-Type: multipart/mixed; boundary=never\n\nall that was written\n--o-7--\n`,
    async ({ text, attachments }, part) => {
      expect(text).toBe('words')
      expect(attachments).toHaveLength(1)
      expect(await part(attachments[0]?.partId ?? '')).toBe('all that was written')
    },
  ))

const alike = (outer: string, inner: string, end: string) =>
  `Content-Type: multipart/mixed; boundary=${outer}\n\n--${outer}\nContent-Type: multipart/mixed; boundary=${inner}\n\n--${inner}\n${plain('one')}\n--${inner}\n${plain('two')}\n${end}`

test.each([
  ['x-7', 'x-7'],
  ['x-7', 'x-7_alt'],
  ['x-7_mix', 'x-7'],
])(
  'a mail that was cut off between the boundaries %s and %s shows its last text and offers it',
  (outer, inner) =>
    opened(alike(outer, inner, ''), async ({ text, shownText, attachments }, part, api) => {
      expect([text, shownText]).toEqual(['one', 'one\ntwo\n'])
      expect(attachments).toMatchObject([{ contentType: 'text/plain' }])
      expect(await part(attachments[0]?.partId ?? '')).toBe('two\r\n')
      const zip = await api.raw(`${path}/attachments.zip`)
      expect(Buffer.from(await zip.bytes()).toString('latin1')).toContain('two\r\n')
    }),
)

test.each([
  ['x-7', 'x-7', '--x-7--\n'],
  ['x-7', 'x-7_alt', '--x-7_alt--\n--x-7--\n'],
  ['x-7', 'y-7', ''],
])('whole mail with the boundaries %s and %s is only text', (outer, inner, end) =>
  opened(alike(outer, inner, end), ({ text, attachments }) => {
    expect(text?.trim()).toBe('one\ntwo')
    expect(attachments).toEqual([])
  }),
)

test('one boundary for a multipart and the one inside it loses nothing', () =>
  opened(
    `Content-Type: multipart/mixed; boundary=x-7\n\n--x-7\nContent-Type: multipart/alternative; boundary=x-7\n\n--x-7\n${plain('words')}\n--x-7\n${html('<p>rich</p>')}\n--x-7--\n--x-7\n${file('a.pdf', 'application/pdf', '%PDF')}\n--x-7--\n`,
    async ({ text, html, attachments }, part) => {
      expect([text, html]).toEqual(['words', '<p>rich</p>'])
      expect(attachments).toMatchObject([{ filename: 'a.pdf' }])
      expect(await part(attachments[0]?.partId ?? '')).toBe('%PDF')
    },
  ))

test('winmail.dat and its like are offered as they are', () =>
  opened(
    multi('mixed', plain('see file'), file('winmail.dat', 'application/ms-tnef', 'x\x9f>"')),
    async ({ text, attachments }, part) => {
      expect(text).toBe('see file')
      expect(attachments).toMatchObject([{ filename: 'winmail.dat', contentType: 'application/ms-tnef' }])
      expect(await part('2')).toBe('x\x9f>"')
    },
  ))

test('format=flowed is put together as it is shown, and kept as it was sent', () =>
  opened(
    'Content-Type: text/plain; charset=utf-8; format=flowed\n\nOne long \nparagraph.\n\n> quoted \n> words\n>> deeper\n From the start\n-- \nSam \nSmith\n',
    ({ text, shownText }) => {
      expect(text).toBe(
        'One long \nparagraph.\n\n> quoted \n> words\n>> deeper\n From the start\n-- \nSam \nSmith\n',
      )
      expect(shownText).toBe(
        'One long paragraph.\n\n> quoted words\n>> deeper\nFrom the start\n-- \nSam Smith\n',
      )
    },
  ))

test('format=flowed with DelSp loses the spaces that say that it flows', () =>
  opened(
    'Content-Type: text/plain; charset=utf-8; format=Flowed; DelSp=Yes\n\n\xe4\xbd\xa0 \n\xe5\xa5\xbd\n',
    ({ shownText }) => expect(shownText).toBe('你好\n'),
  ))

test('files that were pasted into a text as uuencode are offered, and yEnc stays text', () =>
  opened(
    'Subject: files\n\nhere it is:\nbegin 644 cat.txt\n#0V%T\n`\nend\nand another:\nbegin 600 dog.png\n#1&]G\n`\nend\nbegin to see?\n=ybegin line=128 size=3 name=x\nabc\n=yend size=3\n',
    async ({ text, shownText, attachments, pastedFiles }, part) => {
      expect(text).toContain('begin 644 cat.txt')
      expect(shownText).toBe(
        'here it is:\nand another:\nbegin to see?\n=ybegin line=128 size=3 name=x\nabc\n=yend size=3\n',
      )
      expect(attachments).toEqual([])
      expect(pastedFiles).toMatchObject([
        { partId: '1~u1', filename: 'cat.txt', contentType: 'text/plain' },
        { partId: '1~u2', filename: 'dog.png', contentType: 'image/png' },
      ])
      expect([await part('1~u1'), await part('1~u2')]).toEqual(['Cat', 'Dog'])
    },
  ))

test('a file that was pasted into a text that only we found is offered too', () =>
  opened(
    `Content-Type: multipart/mixed; boundary=wrong\n\n--b-7\n${plain('here:\nbegin 644 cat.txt\n#0V%T\n`\nend\n')}\n--b-7--\n`,
    async ({ pastedFiles }, part, api) => {
      expect(pastedFiles).toMatchObject([{ filename: 'cat.txt' }])
      expect(await part(pastedFiles?.[0]?.partId ?? '')).toBe('Cat')
      const zip = await api.raw(`${path}/attachments.zip`)
      expect(Buffer.from(await zip.bytes()).toString('latin1')).toContain('cat.txtCat')
    },
  ))

test('a pasted file that is not there is not found, and prose that speaks of one is prose', () =>
  opened(
    'Subject: prose\n\nbegin 644 times over\nand then\nend\n',
    async ({ pastedFiles, shownText }, _part, api) => {
      expect([pastedFiles, shownText]).toEqual([undefined, undefined])
      for (const id of ['1~u1', '1~u0', '9~u1', '1~u1~u1', '~u1', '1~x']) {
        expect([id, (await api.raw(`${path}/parts/${id}`)).status]).toEqual([id, 404])
      }
    },
  ))

test('an uuencoded part is decoded, whatever else it is', () =>
  opened(
    multi(
      'mixed',
      plain('x'),
      `${file('cat.txt', 'text/plain', '').trimEnd()}\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 cat.txt\n#0V%T\n\`\nend\n`,
    ),
    async ({ attachments }, part) => {
      expect(attachments).toMatchObject([{ filename: 'cat.txt' }])
      expect(await part('2')).toBe('Cat')
    },
  ))
