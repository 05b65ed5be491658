import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { KeptBytes } from '#lib/browser/kept-bytes.ts'
import { ReadAhead } from '#lib/browser/read-ahead.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A world in which loads last until they are ended by name. */
function world({ worthless = [] as string[] } = {}) {
  const started: string[] = []
  const cancelled: string[] = []
  const waiting = new Map<string, { done: () => void; fail: (error: Error) => void }>()
  const ahead = new ReadAhead({
    isWorth: (id) => !worthless.includes(id),
    load: (id) => {
      started.push(id)
      return new Promise<void>((done, fail) => waiting.set(id, { done, fail }))
    },
    cancel: (id) => {
      cancelled.push(id)
      waiting.get(id)?.fail(new Error('cancelled'))
    },
  })
  const rest = () => vi.advanceTimersByTimeAsync(200)
  const end = async (id: string) => {
    waiting.get(id)?.done()
    await vi.advanceTimersByTimeAsync(0)
  }
  const fail = async (id: string) => {
    waiting.get(id)?.fail(new Error('unavailable'))
    await vi.advanceTimersByTimeAsync(0)
  }
  return { ahead, started, cancelled, rest, end, fail }
}

describe('reading ahead', () => {
  test('a pointer that only passes reads nothing', async () => {
    const { ahead, started, rest } = world()
    for (const id of ['a', 'b', 'c']) {
      ahead.want('hover', [id])
      await vi.advanceTimersByTimeAsync(20)
    }
    ahead.want('hover', [])
    await rest()
    expect(started).toEqual([])
  })

  test('what is no longer wanted is cancelled, what still is goes on', async () => {
    const { ahead, started, cancelled, rest } = world()
    ahead.want('neighbours', ['a', 'b'])
    await rest()
    ahead.want('neighbours', ['b', 'c'])
    await rest()
    expect(started).toEqual(['a', 'b', 'c'])
    expect(cancelled).toEqual(['a'])
  })

  test('two are read at a time, the hovered one first', async () => {
    const { ahead, started, rest, end } = world()
    ahead.want('neighbours', ['a', 'b'])
    ahead.want('hover', ['h'])
    await rest()
    expect(started).toEqual(['h', 'a'])
    await end('h')
    expect(started).toEqual(['h', 'a', 'b'])
  })

  test('what was cancelled gives its place away once', async () => {
    const { ahead, started, rest } = world()
    ahead.want('neighbours', ['a', 'b'])
    await rest()
    ahead.want('neighbours', ['c', 'd', 'e'])
    await rest()
    expect(started).toEqual(['a', 'b', 'c', 'd'])
  })

  test('a failure is not repeated while it is wanted', async () => {
    const { ahead, started, rest, fail } = world()
    ahead.want('hover', ['a'])
    await rest()
    await fail('a')
    ahead.want('neighbours', ['b'])
    await rest()
    expect(started).toEqual(['a', 'b'])
  })

  test('what is there already, too large, or not to be spent data on is left', async () => {
    const { ahead, started, rest } = world({ worthless: ['a'] })
    ahead.want('neighbours', ['a', 'b'])
    await rest()
    expect(started).toEqual(['b'])
  })
})

describe('the budget', () => {
  test('drops what was not used for longest, and nothing that is in use', () => {
    const dropped: string[] = []
    const inUse = new Set(['open'])
    const kept = new KeptBytes<string>(100, (key) => {
      if (inUse.has(key)) return false
      dropped.push(key)
      return true
    })
    kept.put('open', 40)
    kept.put('a', 30)
    kept.put('b', 30)
    kept.use('a')
    kept.put('c', 30)
    expect(dropped).toEqual(['b'])
    kept.put('huge', 500)
    expect(dropped).toEqual(['b', 'a', 'c'])
    kept.put('d', 10)
    expect(dropped).toEqual(['b', 'a', 'c', 'huge'])
  })
})
