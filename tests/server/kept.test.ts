import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Kept } from '#lib/server/store/kept.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const kept = (limits = {}) => new Kept<string>({ milliseconds: 1000, perOwner: 10, inAll: 15, ...limits })

test('what is kept is there until its time is over', () => {
  const entries = kept()
  entries.put('ada', 'a', 'one', 1)
  vi.advanceTimersByTime(999)
  expect(entries.get('ada', 'a')).toBe('one')
  vi.advanceTimersByTime(1)
  expect(entries.get('ada', 'a')).toBeUndefined()
  expect(entries.take('ada', 'a')).toBeUndefined()
})

test('what is taken is gone, and an owner has only what is their own', () => {
  const entries = kept()
  entries.put('ada', 'a', 'one', 1)
  expect(entries.take('bob', 'a')).toBeUndefined()
  expect(entries.take('ada', 'a')).toBe('one')
  expect(entries.take('ada', 'a')).toBeUndefined()
})

test('the oldest goes where an owner has too much, and nobody else loses by it', () => {
  const entries = kept()
  entries.put('bob', 'b', 'his', 5)
  for (const key of ['1', '2', '3']) entries.put('ada', key, key, 4)
  expect(['1', '2', '3'].map((key) => entries.get('ada', key))).toEqual([undefined, '2', '3'])
  expect(entries.get('bob', 'b')).toBe('his')
})

test('the oldest of all goes where all have too much; the newest always stays', () => {
  const entries = kept()
  for (const owner of ['ada', 'bob', 'cleo']) entries.put(owner, 'k', owner, 6)
  expect(['ada', 'bob', 'cleo'].map((owner) => entries.get(owner, 'k'))).toEqual([undefined, 'bob', 'cleo'])
  entries.put('dora', 'k', 'huge', 1000)
  expect(entries.get('dora', 'k')).toBe('huge')
  expect(entries.get('bob', 'k')).toBeUndefined()
})

test('another value in the place of one does not make it younger, and its weight counts', () => {
  const entries = kept()
  entries.put('ada', 'a', 'one', 1)
  entries.put('ada', 'b', 'two', 1)
  vi.advanceTimersByTime(600)
  entries.replace('ada', (value) => (value === 'one' ? { value: 'uno', weight: 9 } : null))
  expect([entries.get('ada', 'a'), entries.get('ada', 'b')]).toEqual(['uno', 'two'])
  entries.put('ada', 'c', 'three', 2)
  expect([entries.get('ada', 'a'), entries.get('ada', 'b')]).toEqual([undefined, 'two'])
  vi.advanceTimersByTime(400)
  expect(entries.get('ada', 'b')).toBeUndefined()
})
