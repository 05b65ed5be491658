import { expect, test } from 'vitest'
import { rowsInSight, rowsToMake } from '#components/message-list/row-window.ts'

test('rows that are cut by an edge are in sight', () => {
  expect(rowsInSight(0, 760, 76, 1000)).toEqual({ first: 0, last: 9 })
  expect(rowsInSight(10, 760, 76, 1000)).toEqual({ first: 0, last: 10 })
})

test('a list that became shorter than it was scrolled shows its end', () => {
  expect(rowsInSight(76_000, 760, 76, 5)).toEqual({ first: 4, last: 4 })
})

test('some rows exist beyond each edge, none beyond the ends', () => {
  expect(rowsToMake({ first: 0, last: 9 }, 1000)).toEqual(Array.from({ length: 16 }, (_, at) => at))
  expect(rowsToMake({ first: 50, last: 59 }, 60)).toEqual(Array.from({ length: 16 }, (_, at) => 44 + at))
  expect(rowsToMake(rowsInSight(0, 760, 76, 0), 0)).toEqual([])
})
