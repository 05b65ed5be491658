import { afterEach, expect, test, vi } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Page } from '#lib/browser/list-page.ts'
import { streamSearch } from '#lib/browser/search-stream.ts'

const inbox = folderIdOf('INBOX')
const archive = folderIdOf('Archive')

afterEach(() => {
  vi.unstubAllGlobals()
})

const message = (folderId: string, uid: number, day: number) => {
  const date = `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`
  return {
    ...{ id: `${folderId}.1.${uid}`, folderId, uid, threadId: '', subject: `${uid}`, from: [], to: [] },
    ...{ date, receivedAt: date, size: 1, flags: [], hasAttachments: false, preview: '' },
  }
}

const results = (folderId: string, pending: string[], ...uids: number[]) =>
  `event: results\ndata: ${JSON.stringify({
    ...{ folderId, total: uids.length, until: Math.max(...uids) + 1, pending },
    messages: uids.map((uid) => message(folderId, uid, uid)),
  })}\n\n`

/** Searches a server that answers with these words, in pieces of so many characters. */
async function searched(words: string, size = 7): Promise<{ page: Page; told: Page[] }> {
  const asked = vi.fn(async () => {
    const bytes = new TextEncoder().encode(words)
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.slice(at * size, (at + 1) * size),
    )
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece)
        controller.close()
      },
    })
    return new Response(body, { headers: { 'Content-Type': 'text/event-stream' } })
  })
  vi.stubGlobal('fetch', asked)
  const told: Page[] = []
  const page = await streamSearch({ q: 'x', sort: '-date' }, new AbortController().signal, (one) =>
    told.push(one),
  )
  expect(asked).toHaveBeenCalledWith(
    '/api/search?q=x&sort=-date&limit=30',
    expect.objectContaining({ headers: { Accept: 'text/event-stream' } }),
  )
  return { page, told }
}

const DONE = `event: done\ndata: ${JSON.stringify({ total: 3, failed: [] })}\n\n`

test('each folder is told as it comes, whatever pieces the wire brings', async () => {
  for (const size of [1, 7, 100_000]) {
    const stream = `:\n\n${results(inbox, [archive], 3, 1)}:\n\n${results(archive, [], 2)}${DONE}`
    const { page, told } = await searched(stream, size)
    expect(told.map(({ messages }) => messages.map(({ uid }) => uid))).toEqual([
      [3, 1],
      [3, 2, 1],
    ])
    expect(told[0]?.search).toMatchObject({ state: 'running', pending: [archive], found: 2 })
    expect(page).toMatchObject({
      total: 3,
      until: { [inbox]: 4, [archive]: 3 },
      search: { state: 'done', failed: [] },
    })
  }
})

test('a stream that breaks off keeps what came and names the folders that did not', async () => {
  const { page } = await searched(results(inbox, [archive], 3, 1))
  expect(page).toMatchObject({ total: 2, search: { state: 'done', failed: [archive], found: 2 } })
})

test('a problem before anything came is the search’s own, later it is one of the folders', async () => {
  const problem = `event: problem\ndata: ${JSON.stringify({
    ...{ type: 'about:blank', title: 'Refused', status: 422, code: 'refused', detail: 'The server says no.' },
  })}\n\n`
  await expect(searched(problem)).rejects.toMatchObject({ code: 'refused', detail: 'The server says no.' })
  const { page } = await searched(results(inbox, [archive], 1) + problem)
  expect(page.search).toMatchObject({ failed: [archive] })
})

test('events that this tab has never heard of are passed over', async () => {
  const { page } = await searched(`event: moon\ndata: {}\n\n${results(inbox, [], 1)}${DONE}`)
  expect(page.total).toBe(1)
})
