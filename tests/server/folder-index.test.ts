import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FLAGGED, SEEN } from '#lib/server/imap/flag-table.ts'
import { FolderIndex } from '#lib/server/imap/folder-index.ts'

const rows = (...of: [number, string[]][]) => ({ flags: of })

test('an index tells what came, changed and went', () => {
  const index = new FolderIndex(7)
  expect(index.update(rows([1, []], [2, ['\\Seen']], [5, []]))).toEqual({
    added: [1, 2, 5],
    changed: [],
    removed: [],
  })
  expect(
    index.update({
      removed: [2, 9],
      flags: [
        [5, ['\\Flagged']],
        [6, []],
      ],
    }),
  ).toEqual({
    added: [6],
    changed: [5],
    removed: [2],
  })
  expect([...index.uids]).toEqual([1, 5, 6])
  expect(index.flagsOf(5)).toEqual(['\\Flagged'])
  expect(index.flagsOf(2)).toBeNull()
  expect([index.total, index.unread, index.uidNext]).toEqual([3, 3, 7])
})

test('news that change nothing make no new version', () => {
  const index = new FolderIndex(7)
  index.update(rows([1, ['\\Seen', '$Junk']]))
  const before = index.state
  expect(index.update({ removed: [4], flags: [[1, ['$Junk', '\\seen', '\\Recent']]] })).toBeNull()
  expect(index.state).toBe(before)
})

test('keywords keep the spelling the server gave them', () => {
  const index = new FolderIndex(7)
  index.update(rows([1, ['$Forwarded', 'ToDo', '\\SEEN']]))
  expect(index.flagsOf(1)).toEqual(['$Forwarded', 'ToDo', '\\Seen'])
})

test('a message that came and went in between is not mentioned', () => {
  const index = new FolderIndex(7)
  index.update(rows([1, []]))
  const { state } = index
  index.update(rows([2, []]))
  index.update({ removed: [2] })
  expect(index.since(state)).toEqual({ added: [], changed: [], removed: [] })
})

test('a state of another index, of the future or of no shape is unknown', () => {
  const index = new FolderIndex(7)
  index.update(rows([1, []]))
  expect(index.since(new FolderIndex(7).state)).toBeNull()
  expect(index.since(index.state.replace(/1$/, '2'))).toBeNull()
  for (const odd of ['', 'x', '-1', `${index.state} `, '7.2.1']) expect(index.since(odd)).toBeNull()
})

test('a state from before the kept removals is unknown', () => {
  const index = new FolderIndex(7)
  const uids = Array.from({ length: 30_000 }, (_, at) => at + 1)
  index.update({ flags: uids.map((uid) => [uid, []] as [number, string[]]) })
  const { state } = index
  index.update({ removed: uids.slice(0, 15_000) })
  expect(index.since(state)?.removed).toHaveLength(15_000)
  index.update({ removed: uids.slice(15_000) })
  expect(index.since(state)).toBeNull()
  expect(index.total).toBe(0)
})

test('a filter is answered from flags alone', () => {
  const index = new FolderIndex(7)
  index.update(rows([1, []], [2, ['\\Flagged']], [3, ['\\Seen', '\\Flagged']], [4, ['\\Seen']]))
  expect([...index.withFlags(0, SEEN)]).toEqual([1, 2])
  expect([...index.withFlags(FLAGGED, 0)]).toEqual([2, 3])
  expect([...index.withFlags(FLAGGED, SEEN)]).toEqual([2])
})

test('a hundred thousand messages take sixteen bytes each, and little more', () => {
  const index = new FolderIndex(7)
  index.update({ flags: Array.from({ length: 100_000 }, (_, at) => [at + 1, []] as [number, string[]]) })
  expect(index.bytes).toBeLessThan(100_000 * 16 * 1.6)
})

type Step = { removed: number[]; flags: [number, string[]][] }
const step: fc.Arbitrary<Step> = fc.record({
  removed: fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
  flags: fc.uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 40 }), fc.subarray(['\\Seen', '\\Flagged', '$Junk', 'todo'])),
    { maxLength: 8, selector: ([uid]) => uid },
  ),
})

test('whatever the news, every state still known leads to the present by its delta', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const index = new FolderIndex(7)
      const model = new Map<number, string>()
      const past: { state: string; rows: Map<number, string> }[] = []
      for (const { removed, flags } of steps) {
        past.push({ state: index.state, rows: new Map(model) })
        index.update({ removed, flags })
        for (const uid of removed) model.delete(uid)
        for (const [uid, set] of flags) model.set(uid, [...set].sort().join(' '))
      }
      const now = new Map([...index.uids].map((uid) => [uid, index.flagsOf(uid)?.join(' ') ?? '']))
      expect(now).toEqual(new Map([...model].sort(([a], [b]) => a - b)))
      expect(index.unread).toBe([...model.values()].filter((set) => !set.includes('\\Seen')).length)
      for (const { state, rows } of past) {
        const delta = index.since(state)
        if (!delta) throw new Error('a state was forgotten')
        for (const uid of delta.removed) expect(rows.delete(uid)).toBe(true)
        for (const uid of delta.added) expect(rows.has(uid)).toBe(false)
        for (const uid of [...delta.added, ...delta.changed]) rows.set(uid, now.get(uid) ?? 'missing')
        expect(new Map([...rows].sort(([a], [b]) => a - b))).toEqual(now)
      }
    }),
    { seed: 20261122, numRuns: 300 },
  )
})
