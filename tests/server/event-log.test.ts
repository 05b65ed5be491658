import { afterEach, expect, test, vi } from 'vitest'
import { EventLog } from '#lib/server/live/event-log.ts'
import { openEventStream } from '#lib/server/live/event-stream.ts'
import { everyTurn, TURN_SECONDS } from '#lib/server/live/wheel.ts'

afterEach(() => vi.useRealTimers())

const progress = (done: number) => ({ name: 'progress' as const, data: { changeId: 'c', done, total: 9 } })

test('an event is one block with an id, a name and one line of JSON', () => {
  const log = new EventLog()
  const { text } = log.add({ name: 'progress', data: { changeId: 'a\nb\r', done: 1, total: 2 } })
  expect(text).toBe(
    `id: ${log.lastId}\nevent: progress\ndata: {"changeId":"a\\nb\\r","done":1,"total":2}\n\n`,
  )
})

test('a log answers what came after an id', () => {
  const log = new EventLog()
  const ids = [log.lastId]
  for (let at = 1; at <= 5; at++) {
    log.add(progress(at))
    ids.push(log.lastId)
  }
  expect(log.after(ids[2] ?? '')?.map(({ number }) => number)).toEqual([3, 4, 5])
  expect(log.after(log.lastId)).toEqual([])
  expect(log.after(new EventLog().lastId)).toBeNull()
  expect(log.after(log.lastId.replace(/5$/, '6'))).toBeNull()
})

test('a log keeps five hundred events and half a megabyte, and knows what it forgot', () => {
  const log = new EventLog()
  const before = log.lastId
  for (let at = 0; at < 500; at++) log.add(progress(at))
  expect(log.after(before)).toHaveLength(500)
  log.add(progress(0))
  expect(log.after(before)).toBeNull()
  const recent = log.lastId
  for (let at = 0; at < 9; at++) {
    log.add({ name: 'progress', data: { changeId: 'x'.repeat(100_000), done: 0, total: 0 } })
  }
  expect(log.after(recent)).toBeNull()
  expect(log.after(log.lastId)).toEqual([])
})

test('a stream says everything in order and ends once', async () => {
  let ends = 0
  const stream = openEventStream(new EventLog(), () => ends++)
  const reader = stream.body.getReader()
  stream.send('a')
  stream.send('b')
  const read = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await read()).toBe('ab')
  const next = read()
  stream.send('c')
  expect(await next).toBe('c')
  const last = reader.read()
  stream.end()
  stream.end()
  stream.send('d')
  expect((await last).done).toBe(true)
  expect(ends).toBe(1)
})

test('a reader that hangs up ends its stream', async () => {
  let ends = 0
  const stream = openEventStream(new EventLog(), () => ends++)
  const reader = stream.body.getReader()
  const read = reader.read()
  await reader.cancel()
  expect((await read).done).toBe(true)
  stream.send('late')
  expect(ends).toBe(1)
})

test('the wheel turns every task once in 25 s, with one timer that goes when the last task does', () => {
  vi.useFakeTimers()
  const turned: string[] = []
  const stops = [everyTurn(() => turned.push('a'))]
  vi.advanceTimersByTime(10_000)
  stops.push(everyTurn(() => turned.push('b')))
  expect(vi.getTimerCount()).toBe(1)
  vi.advanceTimersByTime(15_000)
  expect(turned).toEqual(['a'])
  vi.advanceTimersByTime(10_000)
  expect(turned).toEqual(['a', 'b'])
  vi.advanceTimersByTime(TURN_SECONDS * 1_000)
  expect(turned).toEqual(['a', 'b', 'a', 'b'])
  for (const stop of [...stops, ...stops]) stop()
  expect(vi.getTimerCount()).toBe(0)
})
