import { expect, test } from 'vitest'
import { folderIdOf } from '#lib/api/ids.ts'
import type { MessageSummary } from '#lib/api/messages.ts'
import type { ListWorld, Page, PageAsk } from '#lib/browser/list-page.ts'
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
  const pages = new ListPages({
    load,
    fits: (id) => !state.read.has(id),
    knows: () => true,
    learn: () => undefined,
  })
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

/** The rows of a search over all folders, all of which it keeps. */
function pagesOfSearch(load: ListWorld['load']): ListPages {
  return new ListPages({ load, fits: () => true, knows: () => true, learn: () => undefined, searches: true })
}

/** A search over all folders, told folder by folder by whoever holds it. */
function search() {
  const asked: PageAsk[] = []
  let tell: (found: number[], end?: boolean, failed?: string[]) => void = () => undefined
  let over: AbortSignal | null = null
  const kept = { uids: [] as number[] }
  const load: ListWorld['load'] = (ask, signal, _keep, sofar) => {
    asked.push(ask)
    const offset = 'offset' in ask ? ask.offset : 0
    if (!sofar) {
      const messages = kept.uids.slice(offset, offset + ask.limit).map(summary)
      return Promise.resolve({ total: kept.uids.length, offset, messages })
    }
    over = signal
    return new Promise((resolve) => {
      tell = (uids, end = false, failed = []) => {
        kept.uids = uids
        const state = end ? ('done' as const) : ('running' as const)
        const pending = end ? [] : ['x']
        // As the server does: the first rows of many.
        const messages = uids.slice(0, 30).map(summary)
        const progress = { state, pending, failed, found: uids.length, certain: messages.length }
        const page = { offset: 0, messages, search: progress, total: end ? uids.length : messages.length }
        if (end) resolve(page)
        else sofar(page)
      }
    })
  }
  const pages = pagesOfSearch(load)
  const forget = pages.subscribe(() => undefined)
  pages.show(0, 10)
  const ids = () => pages.snapshot.ids
  return {
    pages,
    asked,
    ids,
    forget,
    tell: (...told: Parameters<typeof tell>) => tell(...told),
    isOver: () => over?.aborted,
  }
}

test('a search shows what it has found so far, and all of it in the end', async () => {
  const { pages, ids, tell, asked } = search()
  expect(pages.snapshot.search).toMatchObject({ state: 'running', pending: [], found: 0 })
  expect(ids()).toBeNull()
  tell([3])
  expect(ids()).toEqual([id(3)])
  expect(pages.snapshot.search).toMatchObject({ state: 'running', pending: ['x'], found: 1 })
  tell([5, 3])
  tell([5, 4, 3], true, ['y'])
  await expect.poll(ids).toEqual([id(5), id(4), id(3)])
  expect(pages.snapshot.search).toMatchObject({ state: 'done', pending: [], failed: ['y'], found: 3 })
  expect(asked).toHaveLength(1)
})

test('of a search that found many the first rows come at once, the others when somebody goes there', async () => {
  const { pages, ids, tell, asked } = search()
  tell(newestFirst(120))
  expect(ids()).toHaveLength(30)
  tell(newestFirst(120), true)
  await expect.poll(() => ids()?.length).toBe(120)
  await expect.poll(() => ids()?.[40]).toBe(id(80))
  pages.show(100, 110)
  await expect.poll(() => ids()?.[110]).toBe(id(10))
  expect(asked.length).toBeLessThanOrEqual(4)
})

test('a search that is stopped keeps what it found, is left alone by news, and goes on when a person says so', async () => {
  const { pages, ids, tell, asked, isOver } = search()
  tell(newestFirst(40))
  expect(pages.stopSearch()).toBe(true)
  expect(isOver()).toBe(true)
  expect(pages.snapshot.search).toMatchObject({ state: 'stopped', pending: ['x'] })
  await expect.poll(() => ids()?.[39]).toBe(id(1))
  expect(pages.stopSearch()).toBe(false)
  pages.expire()
  await settle(150)
  const before = asked.length
  void pages.refresh()
  expect(asked.length).toBe(before + 1)
  tell([50])
  expect(ids()).toHaveLength(40)
  tell([50, ...newestFirst(40)], true)
  await expect.poll(() => ids()?.length).toBe(41)
})

test('a search that was complete stands until it was made again', async () => {
  const { pages, ids, tell } = search()
  tell([3, 2], true)
  await expect.poll(ids).toEqual([id(3), id(2)])
  const again = pages.refresh()
  tell([4])
  expect(ids()).toEqual([id(3), id(2)])
  tell([4, 3, 2], true)
  await again
  expect(ids()).toEqual([id(4), id(3), id(2)])
})

test('what left the list does not come back with the next folder', async () => {
  const { pages, ids, tell } = search()
  tell([3, 2])
  pages.remove([id(3)])
  tell([3, 2, 1])
  expect(ids()).toEqual([id(2), id(1)])
})

test('a search that nobody looks at ends, and is made again for who comes back', async () => {
  const { pages, tell, asked, forget, isOver } = search()
  tell([3])
  forget()
  await expect.poll(isOver, { timeout: 5_000 }).toBe(true)
  pages.subscribe(() => undefined)
  expect(asked).toHaveLength(2)
})

test('a search that fails says why', async () => {
  const load = () => Promise.reject(new Error('too slow'))
  const pages = pagesOfSearch(load)
  pages.show(0, 10)
  await expect.poll(() => pages.snapshot.error?.message).toBe('too slow')
  expect(pages.snapshot.search).toBeNull()
})
