import { describe, expect, test, vi } from 'vitest'
import type { Change, ChangeResult } from '#lib/api/changes.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import { ChangeQueue } from '#lib/browser/change-queue.ts'
import type { PendingChange } from '#lib/browser/pending-change.ts'
import type { QueueWorld } from '#lib/browser/queue-world.ts'
import { MailError } from '#lib/mail/mail-error.ts'

const INBOX = folderIdOf('INBOX')
const ARCHIVE = folderIdOf('Archive')
const id = (uid: number, folder = INBOX) => `${folder}.1.${uid}`
const star = (...uids: number[]): Change => ({
  kind: 'flag',
  messages: { ids: uids.map((uid) => id(uid)) },
  add: ['\\Flagged'],
})
const move = (...uids: number[]): Change => ({
  kind: 'move',
  messages: { ids: uids.map((uid) => id(uid)) },
  to: ARCHIVE,
})
const done = (more: Partial<ChangeResult> = {}): ChangeResult => ({
  count: 1,
  missing: [],
  undo: null,
  ...more,
})

type Sent = { change: Change; answer: (result: ChangeResult) => void; fail: (error: unknown) => void }

/** A queue whose server answers when the test says so. */
function staged(more: Partial<QueueWorld> = {}) {
  const sent: Sent[] = []
  const failed: { entry: PendingChange; error: MailError }[] = []
  const finished: PendingChange[] = []
  const stopped: PendingChange[] = []
  let saved: readonly PendingChange[] = []
  const world: QueueWorld = {
    send: (change) => new Promise((answer, fail) => sent.push({ change, answer, fail })),
    mayRepeat: () => false,
    pause: async () => true,
    done: (entry) => void finished.push(entry),
    failed: (entry, error) => void failed.push({ entry, error }),
    stop: (entry) => void stopped.push(entry),
    save: (pending) => {
      saved = pending
    },
    ...more,
  }
  const queue = new ChangeQueue(world)
  const nth = (at: number) => sent[at] ?? expect.fail(`change ${at} was not sent`)
  return { queue, world, sent, nth, failed, finished, stopped, saved: () => saved }
}

/** Lets what the queue awaits come true. */
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('changes to the same message are sent in order, one after the other', async () => {
  const { queue, sent, nth } = staged()
  queue.add({ change: star(1) })
  queue.add({ change: move(1) })
  expect(sent.map(({ change }) => change.kind)).toEqual(['flag'])
  nth(0).answer(done())
  await settle()
  expect(sent.map(({ change }) => change.kind)).toEqual(['flag', 'move'])
})

test('changes to different messages do not wait for one another', () => {
  const { queue, sent } = staged()
  queue.add({ change: star(1) })
  queue.add({ change: star(2) })
  expect(sent).toHaveLength(2)
})

test('what is asked for before anything can be sent waits, painted, and is sent once', async () => {
  const { sent, world } = staged()
  const early = new ChangeQueue()
  early.add({ change: star(1) })
  early.add({ change: move(1) })
  expect(early.pending.map(({ change }) => change.kind)).toEqual(['flag', 'move'])
  expect(early.begin(world)).toBe(true)
  expect(early.begin(world)).toBe(false)
  expect(sent.map(({ change }) => change.kind)).toEqual(['flag'])
})

test('at most three changes are under way at once', async () => {
  const { queue, sent, nth } = staged()
  for (const uid of [1, 2, 3, 4, 5]) queue.add({ change: star(uid) })
  expect(sent).toHaveLength(3)
  nth(1).answer(done())
  await settle()
  expect(sent).toHaveLength(4)
})

test('what waits behind a move is sent with the new ids', async () => {
  const { queue, nth } = staged()
  queue.add({ change: move(1, 2) })
  queue.add({ change: star(1, 2, 3) })
  nth(0).answer(
    done({
      moved: [
        { from: id(1), to: id(11, ARCHIVE) },
        { from: id(2), to: id(12, ARCHIVE) },
      ],
    }),
  )
  await settle()
  expect(nth(1).change).toMatchObject({ messages: { ids: [id(11, ARCHIVE), id(12, ARCHIVE), id(3)] } })
})

test('a change fails in words when a move leaves its message without a name', async () => {
  const { queue, nth, sent, failed } = staged()
  queue.add({ change: move(1) })
  queue.add({ change: star(1) })
  nth(0).answer(done({ moved: [{ from: id(1), to: null }] }))
  await settle()
  expect(sent).toHaveLength(1)
  expect(failed.map(({ entry, error }) => [entry.change.kind, error.code])).toEqual([['flag', 'not_found']])
  expect(queue.pending).toEqual([])
})

test('a failure drops that one change and no other', async () => {
  const { queue, nth, failed } = staged()
  queue.add({ change: star(1) })
  queue.add({ change: move(1) })
  nth(0).fail(new MailError('forbidden'))
  await settle()
  expect(failed.map(({ error }) => error.code)).toEqual(['forbidden'])
  expect(queue.pending.map(({ change }) => change.kind)).toEqual(['move'])
  expect(nth(1).change.kind).toBe('move')
})

test('a change that nobody answered is sent again under the same changeId', async () => {
  const network = new MailError('unavailable', { cause: new TypeError('no network') })
  const pause = vi.fn(async () => true)
  const { queue, nth } = staged({ mayRepeat: (error) => error === network, pause })
  const changeId = queue.add({ change: star(1) })
  nth(0).fail(network)
  await settle()
  expect(nth(1).change.changeId).toBe(changeId)
  expect(nth(0).change.changeId).toBe(changeId)
  expect(pause).toHaveBeenCalledWith(1)
})

test('a change is given up when the world has waited long enough', async () => {
  const { queue, nth, failed } = staged({ mayRepeat: () => true, pause: async () => false })
  queue.add({ change: star(1) })
  nth(0).fail(new MailError('unavailable'))
  await settle()
  expect(failed).toHaveLength(1)
  expect(queue.pending).toEqual([])
})

test('a signed-out change stays pending and is sent after signing in again', async () => {
  const { queue, nth, sent, failed } = staged()
  queue.add({ change: star(1) })
  nth(0).fail(new MailError('unauthenticated'))
  await settle()
  queue.add({ change: star(2) })
  expect(sent).toHaveLength(1)
  expect(queue.pending).toHaveLength(2)
  expect(failed).toEqual([])
  queue.resume()
  expect(sent).toHaveLength(3)
})

test('undoing what was not sent yet drops it: the server never hears of it', () => {
  const { queue, sent } = staged()
  queue.add({ change: star(1) })
  const waiting = queue.add({ change: move(1) })
  expect(queue.undo(waiting)).toBe(true)
  expect(queue.pending.map(({ change }) => change.kind)).toEqual(['flag'])
  expect(sent).toHaveLength(1)
})

test('undoing what is under way undoes it on the server as soon as it answers', async () => {
  const { queue, nth } = staged()
  const changeId = queue.add({ change: move(1) })
  queue.undo(changeId)
  expect(queue.pending.map(({ undone }) => undone)).toEqual([true])
  nth(0).answer(done({ undo: { kind: 'undo', token: 'back' } }))
  await settle()
  expect(nth(1).change).toMatchObject({ kind: 'undo', token: 'back' })
})

test('undoing what is done sends its token, once', async () => {
  const { queue, nth, sent } = staged()
  const changeId = queue.add({ change: move(1) })
  nth(0).answer(done({ undo: { kind: 'undo', token: 'back' } }))
  await settle()
  expect(queue.undo(changeId)).toBe(true)
  expect(queue.undo(changeId)).toBe(false)
  expect(sent.map(({ change }) => change.kind)).toEqual(['move', 'undo'])
})

test('nothing passes an undo', async () => {
  const { queue, nth, sent } = staged()
  const changeId = queue.add({ change: move(1) })
  nth(0).answer(done({ undo: { kind: 'undo', token: 'back' } }))
  await settle()
  queue.undo(changeId)
  queue.add({ change: star(9) })
  expect(sent).toHaveLength(2)
  nth(1).answer(done())
  await settle()
  expect(nth(2).change.kind).toBe('flag')
})

test('a result is learned while the change is still painted, so that nothing flickers', async () => {
  const painted: number[] = []
  const { queue, nth } = staged({ done: () => void painted.push(queue.pending.length) })
  queue.add({ change: star(1) })
  nth(0).answer(done())
  await settle()
  expect(painted).toEqual([1])
  expect(queue.pending).toEqual([])
})

test('what is pending is kept over a reload and nothing after signing out', async () => {
  const { queue, saved } = staged()
  queue.add({ change: star(1), said: 'Starred' })
  expect(saved()).toMatchObject([{ said: 'Starred', change: { kind: 'flag' } }])
  queue.clear()
  expect(saved()).toEqual([])
})

describe('a change of many messages', () => {
  const all: Change = { kind: 'move', messages: { all: { folderId: INBOX, until: 100 } }, to: ARCHIVE }

  test('is stopped on the server once, however often Stop is pressed, and may be asked again when that failed', () => {
    const { queue, stopped } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    queue.stop(changeId)
    queue.stop(changeId)
    expect(stopped.map((entry) => entry.changeId)).toEqual([changeId])
    expect(queue.pending.map(({ stopping }) => stopping)).toEqual([true])
    queue.notStopped(changeId)
    queue.stop(changeId)
    expect(stopped).toHaveLength(2)
  })

  test('that waits is never begun once it is stopped', () => {
    const { queue, sent, stopped } = staged()
    queue.add({ change: star(1) })
    const changeId = queue.add({ change: all, count: 50_000 })
    queue.stop(changeId)
    expect(queue.pending.map(({ change }) => change.kind)).toEqual(['flag'])
    expect([sent.length, stopped.length]).toEqual([1, 0])
  })

  test('can be undone after it was stopped: what was done comes back', async () => {
    const { queue, nth } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    queue.stop(changeId)
    nth(0).answer(done({ count: 12_000, stopped: true, undo: { kind: 'undo', token: 'part' } }))
    await settle()
    expect(queue.canUndo(changeId)).toBe(true)
    queue.undo(changeId)
    expect(nth(1).change).toMatchObject({ kind: 'undo', token: 'part' })
    expect(queue.pending.map(({ count }) => count)).toEqual([12_000])
  })

  test('undone while it runs is stopped first, and what it did comes back', async () => {
    const { queue, nth, stopped } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    expect(queue.undo(changeId)).toBe(true)
    expect(stopped.map((entry) => entry.changeId)).toEqual([changeId])
    nth(0).answer(done({ count: 500, stopped: true, undo: { kind: 'undo', token: 'part' } }))
    await settle()
    expect(nth(1).change).toMatchObject({ kind: 'undo', token: 'part' })
  })

  test('that failed after a part can be undone, for that part', async () => {
    const { queue, nth, failed } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    nth(0).fail(new MailError('over_quota', { undo: { kind: 'undo', token: 'part' } }))
    await settle()
    expect(failed).toHaveLength(1)
    expect(queue.canUndo(changeId)).toBe(true)
    queue.undo(changeId)
    expect(nth(1).change).toMatchObject({ kind: 'undo', token: 'part' })
  })

  test('whose undo did not get through can be undone still', async () => {
    const { queue, nth } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    nth(0).answer(done({ undo: { kind: 'undo', token: 'back' } }))
    await settle()
    queue.undo(changeId)
    const undoId = queue.pending[0]?.changeId ?? ''
    nth(1).fail(new MailError('unavailable'))
    await settle()
    expect(queue.canUndo(undoId)).toBe(true)
    queue.undo(undoId)
    expect(nth(2).change).toMatchObject({ kind: 'undo', token: 'back' })
  })

  test('lets a change pass that is about mail which came since', () => {
    const { queue, sent } = staged()
    queue.add({ change: all, count: 50_000 })
    queue.add({ change: star(99) })
    queue.add({ change: star(100) })
    expect(sent.map(({ change }) => change)).toMatchObject([
      { kind: 'move' },
      { messages: { ids: [id(100)] } },
    ])
  })

  test('that goes on for minutes is kept as young as it was last heard of', () => {
    vi.useFakeTimers()
    const { queue, saved } = staged()
    const changeId = queue.add({ change: all, count: 50_000 })
    const since = saved()[0]?.since ?? 0
    vi.advanceTimersByTime(30_000)
    queue.heard(changeId)
    expect(saved()[0]?.since).toBe(since)
    vi.advanceTimersByTime(40_000)
    queue.heard(changeId)
    expect(saved()[0]?.since).toBe(since + 70_000)
    vi.useRealTimers()
  })
})
