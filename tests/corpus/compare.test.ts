import { expect, test } from 'vitest'
import type { Message } from '#lib/api/messages.ts'
import { compareMessage } from './compare.ts'

function isRight(found: string, wanted: string): boolean | undefined {
  const expected = { file: 'x.eml', fields: { subject: { tier: 'hard' as const, value: wanted } } }
  const read = { message: { subject: found } as Message, files: [] }
  return compareMessage(expected, read)[0]?.right
}

test('a guess is as good as U+FFFD, in its place and nowhere else', () => {
  expect(isRight('Fr\ufffdsche', 'Fr\ufffdsche')).toBe(true)
  expect(isRight('Frösche', 'Fr\ufffdsche')).toBe(true)
  expect(isRight('日本', '\ufffd\ufffd')).toBe(true)
  expect(isRight('Frösche', 'Frösche')).toBe(true)
  for (const found of ['Frsche', 'Frosche', 'Fröschen', 'Froesche', 'Frääääsche', 'FrXsche', 'Fr\nsche']) {
    expect([found, isRight(found, 'Fr\ufffdsche')]).toEqual([found, false])
  }
  expect(isRight('Frösche', 'Fr?sche')).toBe(false)
  expect(isRight('a.cö', 'abc\ufffd')).toBe(false)
})
