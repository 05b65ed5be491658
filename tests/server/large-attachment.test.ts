import { createHash, randomBytes } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'

const MB = 1024 * 1024
const INBOX = folderIdOf('INBOX')
const LARGE = `/api/messages/${INBOX}.1700000000.1`

/** Frees what nobody holds, so that what is counted is what is held. */
const collect: () => void = (() => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
})()

function heldBytes(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** Reads a stream to its end, slowly now and then; gives its digest, its length and the most that was held meanwhile. */
async function readThrough(stream: ReadableStream<Uint8Array> | null, meanwhile: () => Promise<void>) {
  const hash = createHash('sha256')
  const before = heldBytes()
  let [length, most, measured] = [0, 0, 0]
  for await (const chunk of stream ?? []) {
    hash.update(chunk)
    length += chunk.length
    if (length - measured < 4 * MB) continue
    measured = length
    most = Math.max(most, heldBytes() - before)
    await meanwhile()
  }
  return { digest: hash.digest('hex'), length, most }
}

/** A mailbox with 50 MB attached to its first message and a short one behind it. */
function withLargeMail(work: (api: Api, content: Buffer) => Promise<void>): Promise<void> {
  const content = randomBytes(50 * MB)
  const parts = [{ filename: 'film.mov', type: 'video/quicktime', content }]
  const large = Buffer.from(eml({ subject: 'Large', text: 'Here.', parts }))
  return withMailbox({ INBOX: [large, eml({ subject: 'Short' })] }, async (mailbox) =>
    work(await signIn(mailbox), content),
  )
}

/** Another request of the same person, in the middle of the download. */
async function readTheShortOne(api: Api): Promise<void> {
  const { body } = await api.get<Message>(`/api/messages/${INBOX}.1700000000.2`)
  expect(body.subject).toBe('Short')
}

test(
  '50 MB stream through in little memory, byte for byte, and others are answered meanwhile',
  { timeout: 120_000 },
  () =>
    withLargeMail(async (api, content) => {
      let answered = 0
      const response = await api.raw(`${LARGE}/parts/2`)
      const read = await readThrough(response.body, async () => {
        await readTheShortOne(api)
        answered += 1
      })
      expect(read.length).toBe(content.length)
      expect(read.digest).toBe(createHash('sha256').update(content).digest('hex'))
      expect(read.most).toBeLessThan(32 * MB)
      expect(answered).toBeGreaterThan(8)
    }),
)

test('an archive of 50 MB streams in as little memory', { timeout: 120_000 }, () =>
  withLargeMail(async (api, content) => {
    const response = await api.raw(`${LARGE}/attachments.zip`)
    const read = await readThrough(response.body, () => readTheShortOne(api))
    expect(read.length).toBeGreaterThan(content.length)
    expect(read.most).toBeLessThan(32 * MB)
  }),
)

test('who stops reading a download keeps nobody waiting', { timeout: 120_000 }, () =>
  withLargeMail(async (api) => {
    const left = (await api.raw(`${LARGE}/parts/2`)).body?.getReader()
    await left?.read()
    // Nobody reads on: neither another download nor a message waits for it.
    await readTheShortOne(api)
    const range = new Request(`http://postern.test${LARGE}/parts/2`, { headers: { Range: 'bytes=0-9' } })
    expect((await (await api.raw(range)).bytes()).length).toBe(10)
    await left?.cancel()
    await readTheShortOne(api)
  }),
)
