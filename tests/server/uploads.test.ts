import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, expect, inject } from 'vitest'
import type { Problem } from '#lib/api/problem.ts'
import { sweepOldUploads } from '#lib/server/compose/uploads.ts'
import { config } from '#lib/server/config/config.ts'
import { openJson, sealJson } from '#lib/server/store/sealed-bytes.ts'
import { readSealedFile, writeSealedFile } from '#lib/server/store/sealed-files.ts'
import { openDraft, storeDraft, upload } from '#tests/servers/compose-by-api.ts'
import { makeMailbox } from '#tests/servers/make-mailbox.ts'
import { type Api, configure, signIn } from '#tests/servers/postern.ts'

const test = base.extend<{ api: Api }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the names that a fixture needs from this pattern.
  api: async ({}, use) => use(await signIn(makeMailbox(inject('dovecot'), { INBOX: [], Drafts: [] }))),
})

const files = (kind: string) => readdirSync(join(config().dataDir, kind))
const DAY = 24 * 3_600_000

async function* once(bytes: Uint8Array) {
  yield bytes
}

async function wholeOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a file is taken in under a safe name and lies sealed, for its owner alone', async ({ api }) => {
  const words = 'words that nobody else may read '.repeat(100)
  const taken = await upload(api, '../../etc/Größe\u202efdp.txt', 'text/plain; charset=utf-8', words)
  expect(taken).toMatchObject({
    httpStatus: 201,
    filename: 'Größefdp.txt',
    contentType: 'text/plain',
    size: words.length,
  })
  const path = join(config().dataDir, 'uploads', taken.id)
  expect(readFileSync(path).includes('words that nobody')).toBe(false)
  expect(statSync(path).mode & 0o077).toBe(0)
  const other = await signIn(makeMailbox(inject('dovecot'), { INBOX: [], Drafts: [] }))
  const stolen = await other.post<Problem>('/api/drafts', { attachments: [{ uploadId: taken.id }] })
  expect(stolen.body.code).toBe('not_found')
  expect((await other.delete(`/api/uploads/${taken.id}`)).status).toBe(204)
  const { id } = await storeDraft(api, { attachments: [{ uploadId: taken.id }] })
  expect((await openDraft(api, id)).attachments).toMatchObject([{ filename: 'Größefdp.txt' }])
  expect((await api.delete(`/api/uploads/${taken.id}`)).status).toBe(204)
  expect(files('uploads')).not.toContain(taken.id)
})

test('a type that would be part of the message is a plain file, and a name is a line', async ({ api }) => {
  for (const type of ['multipart/mixed; boundary=x', 'message/rfc822', 'text/html\u00e9', ''])
    expect((await upload(api, 'a.bin', type, 'x')).contentType).toBe('application/octet-stream')
  expect((await upload(api, 'a\r\nX: y', 'text/plain', 'x')).code).toBe('bad_request')
  expect((await upload(api, '', 'text/plain', '')).httpStatus).toBe(201)
})

test('what is too large, and more than a person may have, is refused and leaves nothing', async ({ api }) => {
  configure({ MAX_UPLOAD_MB: '1' })
  try {
    const before = files('uploads').length
    expect((await upload(api, 'a', 'x/y', Buffer.alloc(2 ** 20 + 1))).code).toBe('too_large')
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) })
    const request = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
    const answer = await api.raw(new Request('http://postern.test/api/uploads', request))
    expect(((await answer.json()) as Problem).code).toBe('too_large')
    expect(files('uploads')).toHaveLength(before)
    const codes: string[] = []
    for (let count = 0; count < 12; count++)
      codes.push((await upload(api, 'a', 'x/y', Buffer.alloc(2 ** 20))).code ?? 'taken')
    expect(codes.slice(-1)).toEqual(['too_large'])
  } finally {
    configure({ MAX_UPLOAD_MB: undefined })
  }
})

test('an upload that breaks off leaves nothing', async ({ api }) => {
  const before = files('uploads').length
  let pieces = 0
  const broken = new ReadableStream({
    pull: (controller) => {
      if (pieces++ < 3) controller.enqueue(new Uint8Array(65_536))
      else controller.error(new Error('the wire was cut'))
    },
  })
  const request = { method: 'POST', body: broken, duplex: 'half' } as RequestInit
  const answer = await api.raw(new Request('http://postern.test/api/uploads', request))
  expect(answer.ok).toBe(false)
  expect(files('uploads')).toHaveLength(before)
})

test('a file goes 24 hours after its last use, and what a crash left goes too', async ({ api }) => {
  const { id } = await upload(api, 'a.txt', 'text/plain', 'x')
  const used = await upload(api, 'b.txt', 'text/plain', 'x')
  await writeSealedFile({ kind: 'uploads', id: 'orphan' }, once(Buffer.from('x')))
  const long = new Date(Date.now() - 2 * 3_600_000)
  utimesSync(join(config().dataDir, 'uploads', 'orphan'), long, long)
  sweepOldUploads()
  expect(files('uploads')).toEqual(expect.arrayContaining([id, used.id]))
  expect(files('uploads')).not.toContain('orphan')
  sweepOldUploads(Date.now() + DAY + 1_000)
  const gone = await api.post<Problem>('/api/drafts', { attachments: [{ uploadId: id }] })
  expect([gone.status, gone.body.code]).toEqual([404, 'not_found'])
})

test.for([0, 1, 65_535, 65_536, 65_537, 200_000])(
  'a sealed file of %i bytes opens as it was, by an older secret too, and not when a byte of it changed',
  async (size) => {
    const bytes = randomBytes(size)
    const id = `size-${size}`
    expect(await writeSealedFile({ kind: 'outbox', id }, once(bytes))).toBe(size)
    const file = { kind: 'outbox' as const, id }
    expect((await wholeOf(readSealedFile(file))).equals(bytes)).toBe(true)
    const secrets = config().sessionSecrets
    config().sessionSecrets = ['a newer secret of 32 characters or more', ...secrets]
    expect((await wholeOf(readSealedFile(file))).equals(bytes)).toBe(true)
    config().sessionSecrets = ['a newer secret of 32 characters or more']
    await expect(wholeOf(readSealedFile(file))).rejects.toThrow('cannot be opened')
    config().sessionSecrets = secrets
    const path = join(config().dataDir, 'outbox', id)
    const sealed = readFileSync(path)
    const changed = Buffer.from(sealed)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    // Of a whole chunk less nobody would know without a mark on the last one.
    const cuts = [changed, sealed.subarray(0, 32 + 65_536 + 16), sealed.subarray(0, -1)]
    for (const other of cuts.filter((cut) => !cut.equals(sealed))) {
      writeFileSync(path, other)
      await expect(wholeOf(readSealedFile(file))).rejects.toThrow('cannot be opened')
    }
    expect(openJson('other', sealJson('one', { a: 1 }))).toBeUndefined()
    expect(openJson('one', sealJson('one', { a: 1 }))).toEqual({ a: 1 })
  },
)
