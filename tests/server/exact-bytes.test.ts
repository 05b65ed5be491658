import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
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

test('the source is what is stored, lone line ends included', () => {
  // NUL is the one byte that IMAP's literals can't hold (RFC 3501 §9 CHAR8): Dovecot writes 0x80 for it.
  const raw = Buffer.concat([
    latin1('Subject: odd\r\nX-Lone: a\rb\r\n\r\n'),
    EVERY_BYTE.subarray(1),
    latin1('\rcr\nlf\r\n'),
  ])
  return withMailbox({ INBOX: [raw] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const response = await api.raw(`/api/messages/${id(1)}/source`)
    expect(Buffer.from(await response.bytes())).toEqual(raw)
  })
})
