import { lookup } from 'node:dns'
import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { MailError } from '#lib/mail/mail-error.ts'
import { fetchRemote } from '#lib/server/images/fetch-remote.ts'
import { imageFormatOf } from '#lib/server/images/image-format.ts'
import type { Resolve } from '#lib/server/outward/send-outward.ts'
import { ONE_PIXEL } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { loadImage, withOrigin } from '#tests/servers/origin.ts'
import { configure, signIn } from '#tests/servers/postern.ts'

afterEach(() => configure({ PRIVATE_HOSTS: undefined }))

const sendPixel: RequestListener = (_, response) => response.end(ONE_PIXEL)

/** A name server that gives these answers, one a question, the last one for ever; the questions are counted. */
function nameServer(...answers: string[][]): { resolve: Resolve; questions: string[] } {
  const questions: string[] = []
  const resolve = ((host: string, _: unknown, done: (error: null, found: unknown[]) => void) => {
    const answer = answers[Math.min(questions.length, answers.length - 1)] ?? []
    questions.push(host)
    done(
      null,
      answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }) as unknown as Resolve
  return { resolve, questions }
}

const codeOf = (error: unknown) => (error instanceof MailError ? error.code : String(error))
const outcome = (url: string, resolve: Resolve) =>
  fetchRemote(url, AbortSignal.timeout(10_000), resolve).then((answer) => {
    answer.destroy()
    return answer.statusCode
  }, codeOf)

test('a name that turns inward after it was checked is too late: the checked address is dialled', async () => {
  configure({ PRIVATE_HOSTS: '127.0.0.1' })
  await withOrigin(sendPixel, (outside, seenOutside) =>
    withOrigin(
      sendPixel,
      async (_, seenInside) => {
        const { resolve, questions } = nameServer(['127.0.0.1'], ['127.0.0.2'])
        const url = `http://rebind.example:${new URL(outside).port}/a.png`
        expect(await outcome(url, resolve)).toBe(200)
        expect(questions).toEqual(['rebind.example'])
        expect([seenOutside.length, seenInside.length]).toEqual([1, 0])
        // The next time, and at the next hop, it is asked and checked anew.
        expect(await outcome(url, resolve)).toBe('forbidden')
        expect([seenOutside.length, seenInside.length]).toEqual([1, 0])
      },
      '127.0.0.2',
    ),
  )
})

test('a redirect to a name that points inward is refused, and so is one private address among public ones', async () => {
  configure({ PRIVATE_HOSTS: '127.0.0.1' })
  const lead: RequestListener = (_, response) =>
    response.writeHead(302, { location: `http://inside.example:${response.socket?.localPort}/` }).end()
  await withOrigin(lead, async (origin, seen) => {
    const url = `http://outside.example:${new URL(origin).port}/`
    expect(await outcome(url, nameServer(['127.0.0.1'], ['10.0.0.1']).resolve)).toBe('forbidden')
    expect(seen).toHaveLength(1)
    expect(await outcome(url, nameServer(['127.0.0.1', '192.168.0.1']).resolve)).toBe('forbidden')
    expect(await outcome(url, nameServer(['127.0.0.1', '::ffff:10.0.0.1']).resolve)).toBe('forbidden')
    expect(await outcome(url, nameServer([]).resolve)).toBe('forbidden')
    expect(seen).toHaveLength(1)
  })
})

test('no spelling of an inward address is dialled, nor a port where no pictures are', async () => {
  for (const host of [
    '0',
    '127.1',
    '0x7f.1',
    '0177.1',
    '017700000001',
    '127.0.0.1.',
    '①②⑦.⓪.⓪.①',
    '１２７.0.0.1',
    '127。0。0。1',
    '[::ffff:0:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:1]',
    '[64:ff9b::127.0.0.1]',
    '[64:ff9b:1::7f00:1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fd00::1]',
    '[::7f00:1]',
    '[100::1]',
    '100.64.0.1',
    '100.127.255.255',
    '192.0.0.1',
    '192.88.99.1',
    '198.18.0.1',
    '240.0.0.1',
    'localhost',
  ])
    expect(await outcome(`http://${host}/`, lookup), host).toBe('forbidden')
  for (const port of [1, 22, 25, 110, 143, 445, 587, 993, 2049, 3306, 5060, 5432, 6379, 9200, 11211, 27017])
    expect(await outcome(`http://93.184.216.34:${port}/`, lookup), `${port}`).toBe('forbidden')
})

test('a redirect with a name and password, or to another protocol, is refused', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    const locations = [
      'http://me:secret@127.0.0.1/',
      'ftp://127.0.0.1/',
      'data:image/png,x',
      'http://127.0.0.1:25/',
      'http://0x7f000002/',
    ]
    for (const location of locations) {
      const lead: RequestListener = (_, response) => response.writeHead(302, { location }).end()
      await withOrigin(lead, async (origin) => {
        expect((await loadImage(api, `${origin}/`)).status, location).toBe(403)
      })
    }
  }))

test(
  'who sends a byte now and then, or none at all, is waited for no longer than fifteen seconds',
  () =>
    withMailbox({}, async (mailbox) => {
      const api = await signIn(mailbox)
      configure({ PRIVATE_HOSTS: '127.0.0.1' })
      const timers: NodeJS.Timeout[] = []
      const drip: RequestListener = (request, response) => {
        if (request.url === '/silent') return
        response.writeHead(200, { 'Content-Type': 'image/png' })
        response.write(ONE_PIXEL.subarray(0, 20))
        timers.push(setInterval(() => response.write('.'), 500))
      }
      await withOrigin(drip, async (origin) => {
        const answers = await Promise.all(['/slow', '/silent'].map((path) => loadImage(api, origin + path)))
        expect(answers.map(({ status }) => status)).toEqual([503, 503])
        expect(answers.map(({ headers }) => headers.get('retry-after'))).toEqual(['60', '60'])
      })
      for (const timer of timers) clearInterval(timer)
    }),
  40_000,
)

test('a bomb is refused unread, packed by the connection or by the picture', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const big = (bytes: Buffer) => {
      bytes.writeUInt32BE(50_000, 16)
      bytes.writeUInt32BE(50_000, 20)
      return bytes
    }
    const answer: RequestListener = (request, response) => {
      const [, kind = ''] = request.url?.split('/') ?? []
      if (kind === 'picture') response.end(big(Buffer.from(ONE_PIXEL)))
      else response.setHeader('Content-Encoding', kind).end(bomb)
    }
    await withOrigin(answer, async (origin) => {
      for (const coding of ['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'GZIP'])
        expect((await loadImage(api, `${origin}/${encodeURIComponent(coding)}`)).status, coding).toBe(403)
      expect((await loadImage(api, `${origin}/picture`)).status).toBe(413)
    })
  }))

test('no format hides how large its picture is', () => {
  const bytes = (text: string, length = 64) =>
    Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(length)])
  const huge = Buffer.from(ONE_PIXEL)
  huge.writeUInt32BE(60_000, 16)
  huge.writeUInt32BE(60_000, 20)
  // JPEG: behind what decoders skip, and behind a hundred segments.
  const frame = '\xff\xc0\x00\x11\x08\xea\x60\xea\x60'
  expect(imageFormatOf(bytes(`\xff\xd8\xff\xe0\x00\x04ab..garbage..${frame}`))?.pixels).toBe(3_600_000_000)
  expect(imageFormatOf(bytes(`\xff\xd8${'\xff\xe1\x00\x04ab'.repeat(100)}${frame}`))?.pixels).toBe(
    3_600_000_000,
  )
  expect(imageFormatOf(bytes('\xff\xd8\xff\xe0\x00\x04ab'))).toBeNull()
  // AVIF: a small tile first, the whole picture after it.
  const ispe = (size: string) => `ispe\0\0\0\0\0\0${size}\0\0${size}`
  expect(imageFormatOf(bytes(`\0\0\0\x1cftypavif....${ispe('\0\x01')}${ispe('\xea\x60')}`))?.pixels).toBe(
    3_600_000_000,
  )
  expect(imageFormatOf(bytes('\0\0\0\x1cftypavif'))).toBeNull()
  // ICO: a whole PNG in it.
  const ico = bytes('\0\0\x01\0\x01\0' + '\x10\x10\0\0\x01\0\x20\0\x99\0\0\0\x16\0\0\0', 0)
  expect(imageFormatOf(Buffer.concat([ico, huge]))?.pixels).toBe(3_600_000_000)
  expect(imageFormatOf(bytes('RIFF\0\0\0\0WEBPVP9 '))).toBeNull()
  expect(
    imageFormatOf(Buffer.concat([huge.subarray(0, 12), Buffer.from('iCCP'), huge.subarray(16)])),
  ).toBeNull()
})
