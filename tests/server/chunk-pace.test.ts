import { expect, test } from 'vitest'
import { ChunkPace } from '#lib/server/messages/chunk-pace.ts'

test('chunks grow while they are quick, up to a most', () => {
  const pace = new ChunkPace()
  expect(pace.size).toBe(500)
  for (const size of [1_000, 2_000, 2_000]) {
    pace.took(200)
    expect(pace.size).toBe(size)
  }
})

test('chunks that come near their deadline shrink, down to a least', () => {
  const pace = new ChunkPace()
  for (const size of [250, 125, 100, 100]) {
    pace.took(10_000)
    expect(pace.size).toBe(size)
  }
})

test('a chunk that is neither quick nor slow is followed by one as large', () => {
  const pace = new ChunkPace()
  pace.took(3_000)
  expect(pace.size).toBe(500)
})
