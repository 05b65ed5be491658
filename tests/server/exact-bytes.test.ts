import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Dovecot } from '#tests/servers/dovecot.ts'
import { type TestMailbox, withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const id = (uid: number) => `${folderIdOf('INBOX')}.1700000000.${uid}`
// Line ends are CRLF on every server: a lone CR or LF is not among what can be stored faithfully.
const EVERY_BYTE = Buffer.from(
  Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x0a && byte !== 0x0d),
)
const latin1 = (text: string) => Buffer.from(text, 'latin1')

function mixed(...parts: [head: string, body: Buffer][]): Buffer {
  return Buffer.concat([
    latin1('Subject: bytes\r\nContent-Type: multipart/mixed; boundary=b-1\r\n\r\n'),
    ...parts.flatMap(([head, body]) => [latin1(`--b-1\r\n${head}\r\n\r\n`), body, latin1('\r\n')]),
    latin1('--b-1--\r\n'),
  ])
}

const read = (api: Api, uid: number) => api.get<Message>(`/api/messages/${id(uid)}`)

async function bytesOf(api: Api, uid: number, partId: string): Promise<Buffer> {
  const response = await api.raw(`/api/messages/${id(uid)}/parts/${partId}`)
  expect(response.status).toBe(200)
  return Buffer.from(await response.bytes())
}

test('every byte value comes back from a part, whatever it was sent as, NUL too', () =>
  withMailbox(
    {
      INBOX: [
        mixed(
          ['Content-Type: application/x-all\r\nContent-Transfer-Encoding: binary', EVERY_BYTE],
          ['Content-Type: application/x-all', EVERY_BYTE],
          [
            'Content-Type: application/x-all\r\nContent-Transfer-Encoding: base64',
            latin1(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64')),
          ],
          [
            'Content-Type: application/x-all\r\nContent-Transfer-Encoding: quoted-printable',
            latin1(
              [...EVERY_BYTE].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
            ),
          ],
        ),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      expect(await bytesOf(api, 1, '1')).toEqual(EVERY_BYTE)
      expect(await bytesOf(api, 1, '2')).toEqual(EVERY_BYTE)
      expect([...(await bytesOf(api, 1, '3'))]).toEqual(Array.from({ length: 256 }, (_, byte) => byte))
      expect(await bytesOf(api, 1, '4')).toEqual(EVERY_BYTE)
    },
  ))

test('a part whose encoding only its own header knows is given as the structure says, with the length that is said', () => {
  const raw = mixed(['Content-Transfer-Encoding: base64', latin1('gICAgICA')])
  return withMailbox({ INBOX: [raw] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const response = await api.raw(`/api/messages/${id(1)}/parts/1`)
    expect((await response.bytes()).length).toBe(Number(response.headers.get('x-content-length')))
  })
})

test('a part with NULs of several megabytes comes piece by piece, and its ranges are pieces of it', () => {
  const content = Buffer.alloc(3_000_000, EVERY_BYTE)
  return withMailbox(
    { INBOX: [mixed(['Content-Type: video/x-raw\r\nContent-Transfer-Encoding: binary', content])] },
    async (mailbox) => {
      const api = await signIn(mailbox)
      expect((await bytesOf(api, 1, '1')).equals(content)).toBe(true)
      const url = `http://postern.test/api/messages/${id(1)}/parts/1`
      const piece = await api.raw(new Request(url, { headers: { Range: 'bytes=1500000-1500999' } }))
      expect(Buffer.from(await piece.bytes()).equals(content.subarray(1_500_000, 1_501_000))).toBe(true)
    },
  )
})

test('text with NULs is read without them, and UTF-16 that was never encoded is read at all', () =>
  withMailbox(
    {
      INBOX: [
        latin1('Subject: nul\r\nContent-Type: text/plain\r\n\r\na\0b and caf\xe9\r\n'),
        mixed([
          'Content-Type: text/plain; charset=utf-16le\r\nContent-Transfer-Encoding: binary',
          Buffer.from('Grüße, 你好', 'utf16le'),
        ]),
        latin1('Subject: plain\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nprice: 5 \xe2\x82\x80\r\n'),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      expect((await read(api, 1)).body.text).toBe('ab and café\n')
      expect((await read(api, 2)).body.text).toBe('Grüße, 你好')
      expect((await read(api, 3)).body.text).toBe('price: 5 ₀\n')
    },
  ))

test('a server without BINARY gives its bytes by BODY', async () => {
  const { startDovecot } = await import('#tests/servers/dovecot.ts')
  const { server, stop } = await startDovecot({ capability: 'IMAP4rev1 LITERAL+ UIDPLUS' })
  try {
    const content = EVERY_BYTE.subarray(1)
    const raw = mixed(['Content-Type: application/x-all\r\nContent-Transfer-Encoding: 8bit', content])
    await withMailbox(
      { INBOX: [raw] },
      async (mailbox) => expect(await bytesOf(await signIn(mailbox), 1, '1')).toEqual(content),
      server,
    )
  } finally {
    await stop()
  }
})

async function sourceOf(raw: Buffer, server?: Dovecot): Promise<Buffer> {
  let source = Buffer.alloc(0)
  const read = async (mailbox: TestMailbox) => {
    const response = await (await signIn(mailbox)).raw(`/api/messages/${id(1)}/source`)
    source = Buffer.from(await response.bytes())
  }
  await withMailbox({ INBOX: [raw] }, read, server)
  return source
}

test('the source is what is stored, lone line ends and NULs included, wherever they stand', async () => {
  const raw = Buffer.concat([
    latin1('Subject: o\0dd\r\nX-Lone: a\rb \x80\r\n\r\n'),
    EVERY_BYTE,
    latin1('\rcr\nlf\r\n'),
  ])
  expect(await sourceOf(raw)).toEqual(raw)
  const parts = mixed(['Content-Type: application/x-all\0', EVERY_BYTE], ['X-Two: 2', EVERY_BYTE])
  expect(await sourceOf(parts)).toEqual(parts)
})

const PNG = 'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nX-Behind: \0\x80'
const QUOTED = 'content-transfer-encoding: Quoted-Printable\r\nContent-Type: text/html'

test('NULs of the source come back around encoded parts, and long after them', async () => {
  const coded = latin1(EVERY_BYTE.toString('base64').replaceAll(/.{76}/g, '$&\r\n'))
  const quoted = latin1('=00=80 soft=\r\nline \t\r\n-- \r\n=e4')
  const raw = mixed(
    ['Content-Type: text/plain', EVERY_BYTE],
    [PNG, coded],
    [QUOTED, quoted],
    ['Content-Type: message/rfc822', mixed([PNG, coded], ['X: in\0side', EVERY_BYTE])],
    ['Content-Type: application/x-large', Buffer.alloc(2_500_000, EVERY_BYTE)],
    [PNG, coded],
    ['Content-Type: text/plain', latin1('la\0st \x80')],
  )
  expect((await sourceOf(raw)).equals(raw)).toBe(true)
  const saysSo = Buffer.from(
    raw.toString('latin1').replace('b-1\r\n', 'b-1\r\nContent-Transfer-Encoding: base64\r\n'),
    'latin1',
  )
  expect((await sourceOf(saysSo)).equals(saysSo)).toBe(true)
})

const asTold = (raw: Buffer) => Buffer.from(raw.map((byte) => (byte === 0 ? 0x80 : byte)))

test('a NUL that the server can not tell comes as the 0x80 that it says, and every other byte as it is', async () => {
  // Dovecot 2.3 refuses BINARY of a message with a part that it can not decode, and writes a NUL in a quoted-printable part anew.
  const untold = [
    mixed(['X: \0', latin1('\0')], ['Content-Transfer-Encoding: base64', latin1('AA\0AA')]),
    mixed(
      ['X: \0', latin1('\0')],
      ['Content-Transfer-Encoding: x-uuencode', latin1('begin 644 x\r\n`\r\nend')],
    ),
  ]
  for (const raw of untold) expect(await sourceOf(raw)).toEqual(asTold(raw))
  const quoted = mixed([QUOTED, latin1('a\0=00')], ['X: \0', latin1('\0')])
  const head = quoted.indexOf('a\0')
  expect(await sourceOf(quoted)).toEqual(
    Buffer.concat([asTold(quoted.subarray(0, head + 2)), quoted.subarray(head + 2)]),
  )
})

test('the source of mail without NULs is right whatever its 0x80 looks like', async () => {
  const raw = mixed(['X: \x80', latin1('\x80 \xe2\x80\x93')], [PNG.replace('\0', ''), latin1('AAAA')])
  expect(await sourceOf(raw)).toEqual(raw)
})
