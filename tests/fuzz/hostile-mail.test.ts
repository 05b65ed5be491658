/**
 * Mutated messages on a real server, read through the API. `POSTERN_FUZZ_SECONDS` (20) says how long, `POSTERN_FUZZ_SEED`
 * where to begin; a failure names the seed of its mutant, and `POSTERN_FUZZ_SEED=<it> POSTERN_FUZZ_SECONDS=1` repeats it.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Message, MessagePage, MessageSummary } from '#lib/api/messages.ts'
import { eml } from '#tests/servers/eml.ts'
import { withMailbox } from '#tests/servers/mailbox.ts'
import { type Api, signIn } from '#tests/servers/postern.ts'
import { mutate } from './mutate.ts'
import { randomOf } from './random.ts'
import { fuzzSources } from './sources.ts'

const SECONDS = Number(process.env.POSTERN_FUZZ_SECONDS ?? 20)
const FIRST_SEED = Number(process.env.POSTERN_FUZZ_SEED ?? 1)
const BATCH = 25
/** Whoever waits longer than this believes that it hangs. */
const HANG = 5_000
const MOST_GROWTH = 256 * 1024 * 1024
const INBOX = folderIdOf('INBOX')

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

function heapInUse(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

const TOO_LATE = Symbol('too late')

async function within<T>(read: Promise<T>): Promise<T | typeof TOO_LATE> {
  const late = Promise.withResolvers<typeof TOO_LATE>()
  const timer = setTimeout(() => late.resolve(TOO_LATE), HANG)
  try {
    return await Promise.race([read, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** The answer of a read, all of it. A machine that was busy with something else is no hang: the second time counts. */
async function inTime<T>(what: string, read: () => Promise<T>): Promise<T> {
  const first = await within(read())
  const answer = first === TOO_LATE ? await within(read()) : first
  if (answer === TOO_LATE) throw new Error(`${what} hangs`)
  return answer
}

async function bytesOf(api: Api, path: string): Promise<Uint8Array> {
  const read = async () => {
    const response = await api.raw(path)
    expect(response.status, path).toBe(200)
    return await response.bytes()
  }
  return await inTime(path, read)
}

/** Byte for byte; a NUL that the server can't tell is 0x80 (docs/servers.md). */
function isSource(source: Uint8Array, raw: Buffer): boolean {
  return (
    source.length === raw.length &&
    raw.every((byte, at) => source[at] === byte || (byte === 0 && source[at] === 0x80))
  )
}

async function readWhole(api: Api, id: string, row: MessageSummary | undefined, raw: Buffer): Promise<void> {
  const { status, body } = await inTime('the message', () => api.get<Message>(`/api/messages/${id}`))
  expect(status, JSON.stringify(body)).toBe(200)
  expect(body).toMatchObject(row ?? { id: 'is in no list' })
  for (const { partId, contentType } of [...body.attachments, ...(body.pastedFiles ?? [])].slice(0, 8)) {
    await bytesOf(api, `/api/messages/${id}/parts/${partId}`)
    if (contentType !== 'message/rfc822') continue
    const path = `/api/messages/${id}/parts/${partId}/message`
    const inner = await inTime(path, () => api.get(path))
    // Encoded or empty ones are no messages to the server.
    expect([200, 404], path).toContain(inner.status)
  }
  const source = await bytesOf(api, `/api/messages/${id}/source`)
  expect(isSource(source, raw), 'the source is another').toBe(true)
}

async function readBatch(sources: readonly Buffer[], firstSeed: number): Promise<void> {
  const mutants = Array.from({ length: BATCH }, (_, at) => {
    const random = randomOf(firstSeed + at)
    return mutate(random.pick(sources), random)
  })
  await withMailbox(
    { INBOX: [...mutants, eml({ subject: 'the next one', text: 'fine' })] },
    async (mailbox) => {
      const api = await signIn(mailbox)
      const list = await inTime('the list', () => api.get<MessagePage>(`/api/folders/${INBOX}/messages`))
      expect(list.status).toBe(200)
      const rows = new Map(list.body.messages.map((row) => [row.id, row]))
      for (const [at, raw] of mutants.entries()) {
        const id = `${INBOX}.1700000000.${at + 1}`
        await readWhole(api, id, rows.get(id), raw).catch((error: unknown) => {
          throw new Error(`the mutant of seed ${firstSeed + at}`, { cause: error })
        })
      }
      const next = await inTime('the next', () =>
        api.get<Message>(`/api/messages/${INBOX}.1700000000.${BATCH + 1}`),
      )
      expect(next.body).toMatchObject({ subject: 'the next one', text: 'fine' })
    },
  )
}

test(
  'whatever happened to a message, it is listed, opened and downloaded, and the next one too',
  async () => {
    const sources = fuzzSources()
    await readBatch(sources, FIRST_SEED)
    const before = heapInUse()
    const end = Date.now() + SECONDS * 1000
    let read = BATCH
    for (; Date.now() < end; read += BATCH) await readBatch(sources, FIRST_SEED + read)
    process.stdout.write(`${read} mutants read, from seed ${FIRST_SEED}\n`)
    expect(heapInUse() - before).toBeLessThan(MOST_GROWTH)
  },
  (SECONDS + 120) * 1000,
)
