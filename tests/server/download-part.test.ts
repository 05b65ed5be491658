import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import type { PartText } from '#lib/api/parts.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { signIn } from '#tests/servers/postern.ts'

const ID = `${folderIdOf('INBOX')}.1700000000.1`
const part = (partId: string, disposition?: string) =>
  `/api/messages/${ID}/parts/${partId}${disposition ? `?disposition=${disposition}` : ''}`

const ranged = (path: string, range: string) =>
  new Request(`http://postern.test${path}`, { headers: { Range: range } })

const file = (filename: string, type: string, content: Uint8Array | string) => ({
  filename,
  type,
  content: Buffer.from(content),
})

test('a part comes back byte for byte, as a harmless download with its length', () => {
  const content = randomBytes(100_001)
  return withMailbox(
    { INBOX: [eml({ text: 'hi', parts: [file('data.bin', 'application/octet-stream', content)] })] },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const response = await api.raw(part('2'))
      expect(response.status).toBe(200)
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="data.bin"; filename*=UTF-8''data.bin`,
        'x-content-length': '100001',
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cache-control': 'no-store',
        'accept-ranges': 'bytes',
      })
      expect(Buffer.from(await response.bytes()).equals(content)).toBe(true)
    },
  )
})

test('a large part is streamed whole, and its ranges are pieces of it', () => {
  const content = randomBytes(3_000_000)
  return withMailbox(
    { INBOX: [eml({ text: 'hi', parts: [file('film.mp4', 'video/mp4', content)] })] },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const whole = await api.raw(part('2', 'inline'))
      expect(whole.headers.get('content-disposition')).toMatch(/^inline;/)
      expect(Buffer.from(await whole.bytes()).equals(content)).toBe(true)
      for (const [range, from, to] of [
        ['bytes=0-99', 0, 99],
        ['bytes=1500000-1500010', 1_500_000, 1_500_010],
        ['bytes=2999990-', 2_999_990, 2_999_999],
        ['bytes=-10', 2_999_990, 2_999_999],
        ['bytes=2999990-9999999', 2_999_990, 2_999_999],
      ] as const) {
        const response = await api.raw(ranged(part('2'), range))
        expect(response.status).toBe(206)
        expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to}/3000000`)
        expect(response.headers.get('x-content-length')).toBe(`${to - from + 1}`)
        expect(Buffer.from(await response.bytes()).equals(content.subarray(from, to + 1))).toBe(true)
      }
      const beyond = await api.raw(ranged(part('2'), 'bytes=3000000-'))
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */3000000'])
      for (const range of ['bytes=9-1', 'lines=1-2', 'bytes=0-1,5-6']) {
        const everything = await api.raw(ranged(part('2'), range))
        expect(everything.status).toBe(200)
        await everything.body?.cancel()
      }
    },
  )
})

test('only types that can run nothing are shown inline', () =>
  withMailbox(
    {
      INBOX: [
        eml({
          text: 'hi',
          parts: [
            file('a.html', 'text/html', '<script>alert(1)</script>'),
            file('a.svg', 'image/svg+xml', '<svg/>'),
            file('a.xhtml', 'application/xhtml+xml', '<html/>'),
            file('a.png', 'image/png', 'x'),
            file('a.pdf', 'application/pdf', 'x'),
            file('a.js', 'text/javascript', 'x'),
            file('a.JPG', 'application/octet-stream', 'x'),
            file('a.exe', 'application/octet-stream', 'x'),
          ],
        }),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const kinds: (string | undefined)[] = []
      for (const partId of ['1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        const { headers } = await api.raw(part(partId, 'inline'))
        kinds.push(headers.get('content-disposition')?.split(';')[0])
      }
      const { headers } = await api.raw(part('1', 'inline'))
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
      expect(kinds).toEqual([
        'inline',
        'attachment',
        'attachment',
        'attachment',
        'inline',
        'inline',
        'attachment',
        'inline',
        'attachment',
      ])
      expect((await api.raw(part('8', 'inline'))).headers.get('content-type')).toBe('image/jpeg')
    },
  ))

test('a hostile name can neither break a header nor hide an ending, and a broken one is still a name', () =>
  withMailbox(
    {
      INBOX: [
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          'Content-Type: application/octet-stream',
          "Content-Disposition: attachment; filename*=utf-8''..%2F..%2Fx%0D%0ASet-Cookie%3Aa%3Db%E2%80%AEgpj.exe",
          '',
          'x',
          '--b',
          'Content-Type: application/pdf; name="the plan.pdf"; x=y',
          '',
          'x',
          '--b',
          'Content-Type: application/pdf',
          'Content-Disposition: attachment; filename="Gr\xfc\xdfe.pdf"',
          '',
          'x',
          '--b--',
          '',
        ].join('\n'),
      ].map((text) => Buffer.from(text, 'latin1')),
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const { body } = await api.get<Message>(`/api/messages/${ID}`)
      expect(body.attachments.map(({ filename }) => filename)).toEqual([
        'xSet-Cookie:a=bgpj.exe',
        'the plan.pdf',
        'Grüße.pdf',
      ])
      const { headers } = await api.raw(part('1'))
      expect(headers.get('set-cookie')).toBeNull()
      expect(headers.get('content-disposition')).toBe(
        `attachment; filename="xSet-Cookie_a=bgpj.exe"; filename*=UTF-8''xSet-Cookie_a%3Dbgpj.exe`,
      )
    },
  ))

test('text keeps its charset and an attached message is one part', () =>
  withMailbox(
    {
      INBOX: [
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XU',
          '--b\nContent-Type: message/rfc822\n\nSubject: inner\n\ninner body',
          '--b--\n',
        ].join('\n'),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const text = await api.raw(part('1'))
      expect(text.headers.get('content-type')).toBe('text/plain; charset=koi8-r')
      expect(Buffer.from(await text.bytes()).toString('hex')).toBe('f0d2c9d7c5d4')
      const inner = await api.raw(part('2'))
      expect(await inner.text()).toBe('Subject: inner\r\n\r\ninner body')
      expect((await api.raw(part('3'))).status).toBe(404)
      expect((await api.raw(part('0'))).status).toBe(404)
      expect((await api.raw(part('1%0d%0a'))).status).toBe(400)
    },
  ))

test('a body whose boundary never comes is within reach as a whole', () =>
  withMailbox({ INBOX: ['Content-Type: multipart/mixed; boundary=b\n\nall there is\n'] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const { body } = await api.get<Message>(`/api/messages/${ID}`)
    expect(body).toMatchObject({
      text: null,
      attachments: [{ partId: 'TEXT', contentType: 'multipart/mixed', size: 14 }],
    })
    expect(await (await api.raw(part('TEXT'))).text()).toBe('all there is\r\n')
    expect((await api.raw(ranged(part('TEXT'), 'bytes=4-8'))).status).toBe(206)
  }))

test('a text is read in the charset it was written in, named or not, and a long one as far as anyone reads', () => {
  const koi8 = Buffer.from('f0d2c9d7c5d42c20cbc1cb20c4c5ccc13f0d0aece0edc8', 'hex')
  const named = 'Content-Type: text/csv; charset=koi8-r\nContent-Disposition: attachment; filename=a.csv'
  const long = `${'0123456789abcdef'.repeat(64)}\r\n`.repeat(3000)
  return withMailbox(
    {
      INBOX: [
        [
          'Content-Type: multipart/mixed; boundary=b',
          '',
          `--b\n${named}\nContent-Transfer-Encoding: base64\n\n${koi8.toString('base64')}`,
          '--b\nContent-Type: text/x-log; name=b.log\nContent-Transfer-Encoding: base64\n\nR3LDvMOfZSDigJMg5L2g5aW9',
          '--b\nContent-Type: text/html; name=c.html\n\n<script>alert(1)</script>',
          `--b\nContent-Type: text/plain; name=d.txt\n\n${long}`,
          '--b--\n',
        ].join('\n'),
      ],
    },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const text = async (partId: string) => (await api.get<PartText>(`${part(partId)}/text`)).body
      expect(await text('1')).toEqual({ text: 'Привет, как дела?\nЛЮМх', cut: false })
      expect(await text('2')).toEqual({ text: 'Grüße – 你好', cut: false })
      const html = await api.raw(`${part('3')}/text`)
      expect(html.headers.get('content-type')).toBe('application/json')
      expect(await html.json()).toEqual({ text: '<script>alert(1)</script>', cut: false })
      const beginning = await text('4')
      expect(beginning.cut).toBe(true)
      expect(long.replaceAll('\r\n', '\n').startsWith(beginning.text)).toBe(true)
      expect(beginning.text.length).toBeGreaterThan(1_000_000)
      expect((await api.get(`${part('9')}/text`)).status).toBe(404)
    },
  )
})
