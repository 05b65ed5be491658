import type { RequestListener } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import type { ImagePaths } from '#lib/api/messages.ts'
import { isReachable } from '#lib/server/config/reachable-address.ts'
import { imageFormatOf } from '#lib/server/images/image-format.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import {
  loadImage as load,
  IMAGES as MESSAGE,
  imagePath as pathOf,
  withOrigin,
} from '#tests/servers/origin.ts'
import { configure, signIn } from '#tests/servers/postern.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

afterEach(() => configure({ PRIVATE_HOSTS: undefined }))

const sendPng: RequestListener = (_, response) => {
  response.setHeader('Content-Type', 'image/png')
  response.setHeader('Set-Cookie', 'who=you')
  response.end(PNG)
}

function pngOf(width: number, height: number): Buffer {
  const bytes = Buffer.from(PNG)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return bytes
}

test('an image comes through with its own type, inert and not kept', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    await withOrigin(sendPng, async (origin, seen) => {
      const answer = await load(api, `${origin}/a.png?x=1&y=<>`)
      expect(answer.status).toBe(200)
      expect(Buffer.from(await answer.bytes())).toEqual(PNG)
      expect(answer.headers.get('content-type')).toBe('image/png')
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
      expect(answer.headers.get('content-security-policy')).toContain('sandbox')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('set-cookie')).toBeNull()
      const headers = seen[0]?.headers ?? {}
      expect(Object.keys(headers).sort()).toEqual([
        'accept',
        'accept-encoding',
        'connection',
        'host',
        'user-agent',
      ])
    })
  }))

test('an address that this session did not get signed is refused', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const other = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    await withOrigin(sendPng, async (origin, seen) => {
      const path = await pathOf(api, `${origin}/a.png`)
      expect((await other.raw(path)).status).toBe(403)
      expect((await api.raw(path.replace('a.png', 'b.png'))).status).toBe(403)
      expect((await api.raw(`${path}A`)).status).toBe(403)
      const url = new URL(path, 'http://postern.test')
      const sig = url.searchParams.get('sig') ?? ''
      for (let at = 0; at < sig.length; at++) {
        url.searchParams.set('sig', `${sig.slice(0, at)}${sig[at] === 'A' ? 'B' : 'A'}${sig.slice(at + 1)}`)
        expect((await api.raw(url.pathname + url.search)).status).toBe(403)
      }
      expect(seen).toHaveLength(0)
    })
  }))

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://localhost/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://0.0.0.0/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://203.0.113.1/',
  'http://93.184.216.34:25/',
])('%s is refused before a connection is made', (url) =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const answer = await load(api, url)
    expect(answer.status).toBe(403)
  }),
)

test('no wrapping makes a private address public', () => {
  configure({ PRIVATE_HOSTS: undefined })
  const inward = [
    '::',
    '::127.0.0.1',
    '64:ff9b:1::a00:1',
    'fec0::1',
    '2001:db8::1',
    'ff02::1',
    '192.0.2.1',
    'x',
  ]
  expect(inward.filter((address) => isReachable('host.example', address))).toEqual([])
  const outward = ['93.184.216.34', '2606:2800:220:1::1', '64:ff9b::5db8:d822']
  expect(outward.filter((address) => !isReachable('host.example', address))).toEqual([])
})

test('addresses that are none of the web are not signed', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    const urls = [
      'file:///etc/passwd',
      'ftp://a.example/x',
      'javascript:1',
      'data:image/png,x',
      '//a.example',
      '__proto__',
      'http://u:p@a.example/',
    ]
    const { status, body } = await api.post<ImagePaths>(MESSAGE, { urls })
    expect(status).toBe(200)
    expect(body.proxied).toEqual({})
  }))

test('a redirect inward is refused', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    for (const location of [
      'http://169.254.169.254/',
      'http://[::1]/',
      'file:///etc/passwd',
      '//10.1.2.3/x',
    ]) {
      const redirect: RequestListener = (_, response) => response.writeHead(302, { location }).end()
      await withOrigin(redirect, async (origin) => {
        expect((await load(api, `${origin}/a.png`)).status, location).toBe(403)
      })
    }
  }))

test('five redirects are followed, a sixth is not', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    const count: RequestListener = (request, response) => {
      const left = Number(request.url?.slice(1))
      if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
      else response.end(PNG)
    }
    await withOrigin(count, async (origin) => {
      expect((await load(api, `${origin}/5`)).status).toBe(200)
      expect((await load(api, `${origin}/6`)).status).toBe(404)
    })
  }))

test('what is no image is refused, whatever it is called', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    for (const body of [
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<script>1</script>',
      '',
      'GIF',
      '%PDF-1.7',
    ]) {
      const lie: RequestListener = (_, response) => response.setHeader('Content-Type', 'image/png').end(body)
      await withOrigin(lie, async (origin) => {
        expect((await load(api, `${origin}/a.png`)).status, body).toBe(403)
      })
    }
  }))

test('bytes and pixels are bounded', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    const endless: RequestListener = (request, response) => {
      if (request.url === '/pixels') return void response.end(pngOf(60_000, 60_000))
      if (request.url === '/said') response.setHeader('Content-Length', 11 * 1024 * 1024)
      response.write(PNG)
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    }
    await withOrigin(endless, async (origin) => {
      for (const path of ['/pixels', '/said', '/endless'])
        expect((await load(api, `${origin}${path}`)).status, path).toBe(413)
    })
  }))

test('a compressed answer is refused unread, and an error is not an image', () =>
  withMailbox({}, async (mailbox) => {
    const api = await signIn(mailbox)
    configure({ PRIVATE_HOSTS: '127.0.0.1' })
    const answer: RequestListener = (request, response) => {
      if (request.url === '/gzip') response.setHeader('Content-Encoding', 'gzip').end(PNG)
      else response.writeHead(404).end(PNG)
    }
    await withOrigin(answer, async (origin) => {
      expect((await load(api, `${origin}/gzip`)).status).toBe(403)
      expect((await load(api, `${origin}/404`)).status).toBe(404)
    })
    expect((await load(api, 'http://127.0.0.1:65530/')).status).toBe(404)
  }))

test('formats are known by their first bytes', () => {
  const bytes = (text: string, length = 64) =>
    Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(length)])
  expect(imageFormatOf(PNG)).toEqual({ type: 'image/png', pixels: 1 })
  expect(imageFormatOf(bytes('GIF89a\x02\x00\x03\x00'))).toEqual({ type: 'image/gif', pixels: 6 })
  expect(
    imageFormatOf(bytes('\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x02\x00\x04')),
  ).toEqual({
    type: 'image/jpeg',
    pixels: 8,
  })
  expect(imageFormatOf(bytes('RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x01\0\0\x02\0\0'))).toEqual({
    type: 'image/webp',
    pixels: 6,
  })
  const ispe = 'ispe\0\0\0\0\0\0\0\x02\0\0\0\x03'
  expect(imageFormatOf(bytes(`\0\0\0\x1cftypavif${ispe}`))).toEqual({ type: 'image/avif', pixels: 6 })
  expect(imageFormatOf(bytes('\0\0\x01\0\x01\0'))?.type).toBe('image/x-icon')
  expect(imageFormatOf(bytes('<svg '))).toBeNull()
  expect(imageFormatOf(new Uint8Array())).toBeNull()
})
