import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Standing, standAfter } from '#components/message-list/rows-stay.ts'
import { heldBack } from '#lib/browser/pointed-row.ts'

const H = 76
const rows = (...names: string[]) => names
const stand = (more: Partial<Standing>) =>
  standAfter({ before: [], after: [], top: 0, rowHeight: H, over: null, isOwn: () => false, ...more })

test('at the top new rows are shown at once', () => {
  expect(stand({ before: rows('b', 'a'), after: rows('c', 'b', 'a') })).toEqual({
    top: 0,
    came: { ids: [], unseen: 0 },
  })
})

test('under a pointer at the top new rows come above what is in sight', () => {
  expect(stand({ before: rows('b', 'a'), after: rows('d', 'c', 'b', 'a'), over: 1 })).toEqual({
    top: 2 * H,
    came: { ids: ['d', 'c'], unseen: 0 },
  })
})

test('what its owner brought back is shown at once, and is no news', () => {
  const back = { before: rows('b', 'a'), after: rows('c', 'b', 'a'), isOwn: (id: string) => id === 'c' }
  expect(stand({ ...back, over: 0 })).toEqual({ top: 0, came: { ids: [], unseen: 0 } })
  expect(stand({ ...back, top: H, before: rows('b', 'a'), after: rows('c', 'b', 'a') })).toEqual({
    top: 2 * H,
    came: { ids: [], unseen: 0 },
  })
})

test('the row after one that its owner takes away comes under the pointer', () => {
  expect(stand({ before: rows('c', 'b', 'a'), after: rows('c', 'a'), over: 1 }).top).toBe(0)
})

test('below the top the first row in sight that is still there stays where it is', () => {
  const before = rows('f', 'e', 'd', 'c', 'b', 'a')
  const top = 2 * H + 10
  expect(stand({ before, top, after: rows('g', ...before) })).toEqual({
    top: top + H,
    came: { ids: ['g'], unseen: 0 },
  })
  // Taken away by somebody else: above, in sight, both.
  expect(stand({ before, top, after: rows('e', 'd', 'c', 'b', 'a') }).top).toBe(top - H)
  expect(stand({ before, top, after: rows('f', 'e', 'c', 'b', 'a') }).top).toBe(top - H)
})

test('rows that are not loaded are counted by how far the others moved', () => {
  const before = [undefined, undefined, 'c', 'b', 'a']
  const after = [undefined, undefined, undefined, undefined, 'c', 'b', 'a']
  expect(stand({ before, after, top: 3 * H })).toEqual({ top: 5 * H, came: { ids: [], unseen: 2 } })
})

test('rows that are loaded later were there before', () => {
  const before = [undefined, undefined, 'c', 'b', 'a']
  expect(stand({ before, after: ['e', 'd', 'c', 'b', 'a'], top: 3 * H })).toEqual({
    top: 3 * H,
    came: { ids: [], unseen: 0 },
  })
})

test('a conversation that rises from above the sight moves nothing, and is news', () => {
  const before = rows('e1', 'd1', 'c1', 'b1', 'a1')
  expect(stand({ before, after: rows('d2', 'e1', 'c1', 'b1', 'a1'), top: 3 * H })).toEqual({
    top: 3 * H,
    came: { ids: ['d2'], unseen: 0 },
  })
})

test('whatever comes and goes: a row under the pointer that stays, and has room above it, does not move', () => {
  const before = Array.from({ length: 60 }, (_, at) => `old ${at}`)
  const change = fc.record({
    fresh: fc.nat(5),
    gone: fc.uniqueArray(fc.nat(59), { maxLength: 20 }),
    first: fc.integer({ min: 25, max: 50 }),
    over: fc.nat(8),
  })
  fc.assert(
    fc.property(change, ({ fresh, gone, first, over }) => {
      const after = [
        ...Array.from({ length: fresh }, (_, at) => `new ${at}`),
        ...before.filter((_, at) => !gone.includes(at)),
      ]
      const top = first * H + 7
      const place = first + over
      const now = after.indexOf(before[place] ?? '')
      const { top: moved, came } = stand({ before, after, top, over: place })
      if (now >= 0) expect(now * H - moved).toBe(place * H - top)
      expect(came.ids.length).toBeLessThanOrEqual(fresh)
    }),
    { seed: 20261126 },
  )
})

test('a conversation that rises under the pointer is held above the row that was below it, wherever that is now', () => {
  const members = new Map([['b2', ['b1', 'b2']]])
  const at = { id: 'b1', below: ['c', undefined, 'd'] }
  expect(heldBack({ ids: ['b2', 'a', 'c', 'd'], members }, at)).toEqual([0, 1])
  expect(heldBack({ ids: ['b2', 'new', 'a', 'd'], members }, at)).toEqual([0, 2])
  expect(heldBack({ ids: ['a', 'b1', 'c'], members: new Map() }, at)).toBeNull()
  expect(heldBack({ ids: ['a', 'c'], members: new Map() }, at)).toBeNull()
  expect(heldBack({ ids: ['b2', 'a'], members }, at)).toBeNull()
  expect(heldBack({ ids: ['b2', 'a', 'c'], members }, null)).toBeNull()
})
