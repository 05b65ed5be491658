import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import type { Page, PageAsk } from '#lib/browser/list-page.ts'
import { ListPages } from '#lib/browser/list-pages.ts'

const INBOX = folderIdOf('INBOX')
const id = (uid: number) => `${INBOX}.1.${uid}`
const summary = (uid: number): MessageSummary => ({
  id: id(uid),
  folderId: INBOX,
  uid,
  threadId: String(uid),
  subject: `Subject ${uid}`,
  from: [],
  to: [],
  date: null,
  receivedAt: '2026-01-01T00:00:00.000Z',
  size: 1,
  flags: [],
  hasAttachments: false,
  preview: '',
})
const settle = (ms = 0) => new Promise((resolve) => setTimeout(resolve, ms))

/** A folder with these UIDs, newest first, read page by page. */
function folder(uids: number[]) {
  const asked: PageAsk[] = []
  const aborted: PageAsk[] = []
  const state = {
    uids: [...uids],
    broken: null as Error | null,
    slow: false,
    /** Those that the filter no longer lets through. */
    read: new Set<string>(),
    kept: [] as readonly string[],
  }
  const load = async (ask: PageAsk, signal: AbortSignal, keep: readonly string[]): Promise<Page> => {
    asked.push(ask)
    state.kept = keep
    signal.addEventListener('abort', () => aborted.push(ask))
    await settle(state.slow ? 50 : 0)
    if (state.broken) throw state.broken
    const uids = state.uids.filter((uid) => !state.read.has(id(uid)) || keep.includes(id(uid)))
    const at = 'around' in ask ? uids.indexOf(Number(ask.around.split('.')[2])) : ask.offset
    if (at < 0) throw new Error('not_found')
    const offset = 'around' in ask ? Math.max(0, at - ask.limit / 2) : at
    const messages = uids.slice(offset, offset + ask.limit).map(summary)
    return { total: uids.length, offset, messages, uidNext: Math.max(0, ...state.uids) + 1 }
  }
  const pages = new ListPages({ load, fits: (id) => !state.read.has(id), learn: () => undefined })
  return { pages, asked, aborted, state }
}

/** Looks at some rows and waits until they are there. */
async function shown(pages: ListPages, first: number, last: number): Promise<void> {
  pages.show(first, last)
  await expect.poll(() => pages.snapshot.ids?.[first] ?? pages.snapshot.error, { timeout: 5000 }).toBeTruthy()
}

const newestFirst = (count: number) => Array.from({ length: count }, (_, at) => count - at)

test('a list of a hundred thousand asks for what is looked at and its neighbours, what is seen first', async () => {
  const { pages, asked } = folder(newestFirst(100_000))
  await shown(pages, 0, 10)
  asked.length = 0
  await shown(pages, 50_000, 50_012)
  expect(asked.map((ask) => 'offset' in ask && ask.offset)).toEqual([50_000, 49_950, 50_050])
  expect(pages.snapshot.ids?.length).toBe(100_000)
  expect(pages.snapshot.ids?.[50_000]).toBe(id(50_000))
  expect(pages.snapshot.ids?.[500]).toBeUndefined()
})

test('what is loaded is not asked for again', async () => {
  const { pages, asked } = folder(newestFirst(30))
  await shown(pages, 0, 10)
  pages.show(5, 15)
  await settle(5)
  expect(asked).toHaveLength(1)
})

test('a page that was scrolled past is cancelled', async () => {
  const { pages, aborted, state } = folder(newestFirst(5000))
  await shown(pages, 0, 10)
  state.slow = true
  pages.show(1000, 1010)
  pages.show(3000, 3010)
  expect(aborted.map((ask) => 'offset' in ask && ask.offset)).toEqual([1000, 950, 1050])
})

test('a removed row closes the gap, also between rows that were never loaded', async () => {
  const { pages } = folder(newestFirst(200))
  await shown(pages, 0, 10)
  pages.remove([id(199)])
  expect(pages.snapshot.ids?.length).toBe(199)
  expect(pages.snapshot.ids?.slice(0, 3)).toEqual([id(200), id(198), id(197)])
})

test('hearing of a removal twice removes once', async () => {
  const { pages } = folder(newestFirst(20))
  await shown(pages, 0, 10)
  pages.remove([id(5)])
  pages.remove([id(5)])
  expect(pages.snapshot.ids?.length).toBe(19)
})

test('the removal of a row whose place nobody knows has the list read again', async () => {
  const { pages, state } = folder(newestFirst(500))
  pages.subscribe(() => undefined)
  await shown(pages, 0, 10)
  state.uids = state.uids.filter((uid) => uid !== 3)
  pages.remove([id(3)])
  await expect.poll(() => pages.snapshot.ids?.length, { timeout: 5000 }).toBe(499)
})

test('new mail moves the rows down; a list that is read far below is read again around its first row', async () => {
  const { pages, state, asked } = folder(newestFirst(1000))
  await shown(pages, 0, 10)
  await shown(pages, 400, 410)
  asked.length = 0
  const first = pages.snapshot.ids?.[400]
  state.uids = [1002, 1001, ...state.uids]
  await pages.refresh()
  expect(first).toBe(id(600))
  expect(asked[0]).toMatchObject({ around: first })
  expect(pages.snapshot.ids?.[402]).toBe(first)
})

test('while a list is read again the old rows stand', async () => {
  const { pages, state } = folder(newestFirst(20))
  await shown(pages, 0, 10)
  state.uids = [21, ...state.uids]
  const again = pages.refresh()
  expect(pages.snapshot.ids?.[0]).toBe(id(20))
  await again
  expect(pages.snapshot.ids?.[0]).toBe(id(21))
})

test('a page that knows another total forgets the other pages: nothing stands in a wrong place', async () => {
  const { pages, state } = folder(newestFirst(300))
  await shown(pages, 0, 10)
  state.uids = [301, ...state.uids]
  await shown(pages, 200, 210)
  expect(pages.snapshot.ids?.length).toBe(301)
  expect(pages.snapshot.ids?.[200]).toBe(id(101))
  expect(pages.snapshot.ids?.[0]).toBeUndefined()
})

test('what no longer fits stays while the list is read again, and is gone when one comes back', async () => {
  const { pages, state } = folder(newestFirst(20))
  await shown(pages, 0, 10)
  state.read.add(id(18)).add(id(3))
  await pages.refresh()
  expect(state.kept).toEqual([id(18), id(3)])
  expect(pages.snapshot.ids).toContain(id(18))
  pages.leave()
  expect(pages.snapshot.ids?.length).toBe(18)
  expect(pages.snapshot.ids).not.toContain(id(18))
})

test('what stays is the same for every page, however little of it is loaded', async () => {
  const { pages, state } = folder(newestFirst(600))
  await pages.ensure(0, 599)
  for (const uid of state.uids) state.read.add(id(uid))
  await pages.refresh()
  expect(state.kept).toHaveLength(200)
  const { kept } = state
  await shown(pages, 150, 160)
  expect(state.kept).toEqual(kept)
  expect(pages.snapshot.ids).toHaveLength(200)
})

test('a failure is kept until somebody tries again', async () => {
  const { pages, state, asked } = folder(newestFirst(20))
  state.broken = new Error('The mail server cannot be reached at the moment.')
  await shown(pages, 0, 10)
  expect(pages.snapshot.error?.message).toContain('cannot be reached')
  pages.show(0, 10)
  expect(asked).toHaveLength(1)
  state.broken = null
  await pages.refresh()
  expect(pages.snapshot).toMatchObject({ error: null })
  expect(pages.snapshot.ids?.length).toBe(20)
})

test('a list that nobody looks at is read again only when somebody does', async () => {
  const { pages, asked } = folder(newestFirst(20))
  await shown(pages, 0, 10)
  pages.expire()
  await settle(120)
  expect(asked).toHaveLength(1)
  pages.subscribe(() => undefined)
  await expect.poll(() => asked.length, { timeout: 5000 }).toBe(2)
})

test('a range over rows that were scrolled past loads them', async () => {
  const { pages } = folder(newestFirst(400))
  await shown(pages, 0, 10)
  await pages.ensure(0, 350)
  expect(pages.snapshot.ids?.slice(0, 351).every((row) => row !== undefined)).toBe(true)
})

test('a search that has folders to go is asked again until it has none, and what came stays meanwhile', async () => {
  const answers = [
    { found: [3], pending: ['a', 'b'] },
    { found: [5, 3], pending: ['b'] },
    { found: [5, 4, 3], pending: [] },
  ]
  let asked = 0
  const load = async (): Promise<Page> => {
    const { found, pending } = answers[Math.min(asked++, 2)] ?? { found: [], pending: [] }
    const until = { [INBOX]: Math.max(...found) + 1 }
    return { total: found.length, offset: 0, messages: found.map(summary), pending, until }
  }
  const pages = new ListPages({ load, fits: () => true, learn: () => undefined })
  const seen: [rows: number | undefined, pending: number][] = []
  pages.subscribe(() => seen.push([pages.snapshot.ids?.length, pages.snapshot.pending]))
  pages.show(0, 10)
  await expect.poll(() => pages.snapshot.ids, { timeout: 5000 }).toEqual([id(5), id(4), id(3)])
  await settle(200)
  expect(seen).toEqual([
    [1, 2],
    [2, 1],
    [3, 0],
  ])
  expect(asked).toBe(3)
  expect(pages.snapshot.until).toEqual({ [INBOX]: 6 })
})
