/** Promise 21 of security.md: bounded, whatever the mail is like. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage } from '#lib/api/messages.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const INBOX = folderIdOf('INBOX')
const MIB = 1024 * 1024
/** The promise: no more memory than this, and no read that takes longer. */
const MOST_GROWTH = 256 * MIB
const HANG = 5_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function inUse(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** The most that was in use at once while something ran, above what was before; a look every 20 ms. */
async function growthOf(work: () => Promise<void>): Promise<number> {
  collectGarbage()
  const before = inUse()
  let most = before
  const timer = setInterval(() => {
    // What nobody holds any more is not growth, however late it is swept up.
    if (inUse() - before > MOST_GROWTH / 2) collectGarbage()
    most = Math.max(most, inUse())
  }, 20)
  try {
    await work()
  } finally {
    clearInterval(timer)
  }
  collectGarbage()
  return Math.max(most, inUse()) - before
}

/** Calls until it is quick: a machine that was busy with something else is no hang. */
async function inTime<T>(what: string, read: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    const begin = Date.now()
    const answer = await read()
    if (Date.now() - begin < HANG) return answer
    if (left === 0) throw new Error(`${what} took ${Date.now() - begin} ms`)
  }
}

function wide(count: number): string {
  const part = '--b\r\nContent-Type: image/png; name=a.png\r\nContent-Disposition: attachment\r\n\r\nx\r\n'
  return `Subject: parts\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${part.repeat(count)}--b--\r\n`
}

function deep(depth: number, type: string): string {
  let body = 'Content-Type: text/plain\r\n\r\nbottom\r\n'
  for (let at = 0; at < depth; at++) {
    body = `Content-Type: ${type}; boundary=b${at}x\r\n\r\n--b${at}x\r\n${body}\r\n--b${at}x--\r\n`
  }
  return `Subject: deep\r\n${body}`
}

const HOSTILE: readonly (readonly [string, string])[] = [
  ['10,000 parts', wide(10_000)],
  ['10,000 texts', wide(10_000).replaceAll(/image\/png; name=a.png\r\n.*\r\n/g, 'text/plain\r\n')],
  ['60 levels of nesting', deep(60, 'multipart/mixed')],
  ['60 levels of alternatives', deep(60, 'multipart/alternative')],
  [
    '60 messages inside one another',
    `${'Content-Type: message/rfc822\r\n\r\n'.repeat(60)}Subject: in\r\n\r\nhi\r\n`,
  ],
  ['a subject of 1 MB', `Subject: ${'x'.repeat(1_000_000)}\r\n\r\nhello\r\n`],
  ['a subject of 1 MB of encoded words', `Subject: ${'=?utf-8?Q?=41?= '.repeat(65_000)}\r\n\r\nhello\r\n`],
  ['NUL bytes everywhere', `Subject: n\0u\0l\r\nFrom: \0@\0\r\n\r\n${'a\0'.repeat(50_000)}\r\n`],
  ['a line of 2 MB', `Subject: line\r\n\r\n${'x'.repeat(2_000_000)}\r\n`],
]

async function readAll(api: Api): Promise<void> {
  const list = await inTime('the list', () => api.get<MessagePage>(`/api/folders/${INBOX}/messages`))
  expect([list.status, list.body.total]).toEqual([200, 2])
  const path = `/api/messages/${INBOX}.1700000000.1`
  const { status, body } = await inTime('the message', () => api.get<Message>(path))
  expect(status).toBe(200)
  for (const { partId } of [...body.attachments.slice(0, 2), ...body.attachments.slice(-2)]) {
    const part = await inTime(partId, () => api.raw(`${path}/parts/${partId}`))
    expect([partId, part.status]).toEqual([partId, 200])
    await part.bytes()
  }
  const source = await inTime('the source', () => api.raw(`${path}/source`))
  expect((await source.bytes()).length).toBe(body.size)
  const next = await inTime('the next', () => api.get<Message>(`/api/messages/${INBOX}.1700000000.2`))
  expect(next.body).toMatchObject({ subject: 'next', text: 'fine' })
}

test.each(HOSTILE)(
  'a message with %s is listed, opened and downloaded within bounds, and so is the next',
  (_what, raw) =>
    withMailbox(
      { INBOX: [Buffer.from(raw, 'latin1'), eml({ subject: 'next', text: 'fine' })] },
      async (mailbox) => {
        const api = await signIn(mailbox)
        expect(await growthOf(() => readAll(api))).toBeLessThan(MOST_GROWTH)
      },
    ),
  90_000,
)

/** Reads a stream to its end and holds nothing of it. */
async function lengthOf(response: Response): Promise<number> {
  expect(response.status).toBe(200)
  let length = 0
  for await (const chunk of response.body ?? []) length += chunk.length
  return length
}

test('a message of 100 MB opens at once, its file and its source flow with flat memory, others read meanwhile', () => {
  const line = `${'QUJD'.repeat(19)}\r\n`
  const lines = Math.ceil((100 * MIB) / line.length)
  const raw = Buffer.from(
    `Subject: large\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n--b\r\nContent-Type: application/x-large; name=l.bin\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n${line.repeat(lines)}--b--\r\n`,
  )
  return withMailbox({ INBOX: [raw, eml({ subject: 'next', text: 'fine' })] }, async (mailbox) => {
    const api = await signIn(mailbox)
    const path = `/api/messages/${INBOX}.1700000000.1`
    const growth = await growthOf(async () => {
      const { body } = await inTime('the message', () => api.get<Message>(path))
      expect(body).toMatchObject({ text: 'see file', size: raw.length })
      const file = api.raw(`${path}/parts/2`).then(lengthOf)
      const next = await inTime('the next', () => api.get<Message>(`/api/messages/${INBOX}.1700000000.2`))
      expect(next.body.text).toBe('fine')
      expect(await file).toBe(57 * lines)
      expect(await api.raw(`${path}/source`).then(lengthOf)).toBe(raw.length)
    })
    expect(growth).toBeLessThan(MOST_GROWTH)
  })
}, 180_000)
