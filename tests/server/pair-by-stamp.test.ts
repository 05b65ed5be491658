import { expect, test } from 'vitest'
import { pairByStamp } from '#lib/server/messages/pair-by-stamp.ts'

const stamps = (...entries: [number, string][]) => new Map(entries)

test('messages are paired by their stamps, whatever was delivered in between', () => {
  const before = stamps([1, 'a'], [2, 'b'], [3, 'c'])
  const came = stamps([70, 'x'], [71, 'a'], [72, 'y'], [73, 'b'], [74, 'c'])
  expect([...pairByStamp([1, 2, 3], before, came)]).toEqual([
    [1, 71],
    [2, 73],
    [3, 74],
  ])
})

test('those of one stamp are paired in their order where as many came as went', () => {
  const before = stamps([4, 'a'], [9, 'a'])
  expect([...pairByStamp([4, 9], before, stamps([20, 'a'], [21, 'a']))]).toEqual([
    [4, 20],
    [9, 21],
  ])
})

test('where another number came nobody can tell which: they went, but not where to', () => {
  const before = stamps([4, 'a'], [9, 'a'])
  for (const came of [stamps([20, 'a']), stamps([20, 'a'], [21, 'a'], [22, 'a'])])
    expect([...pairByStamp([4, 9], before, came)]).toEqual([
      [4, null],
      [9, null],
    ])
})

test('what did not come went elsewhere: somebody else removed it', () => {
  expect(pairByStamp([1, 2], stamps([1, 'a'], [2, 'b']), stamps([8, 'b']))).toEqual(new Map([[2, 8]]))
  expect(pairByStamp([5], stamps(), stamps([8, 'b']))).toEqual(new Map())
})
