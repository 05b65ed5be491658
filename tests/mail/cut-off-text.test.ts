import { expect, test } from 'vitest'
import type { BodyPart } from '#lib/mail/body-structure.ts'
import { doubtfulText, isCutOff } from '#lib/mail/cut-off-text.ts'
import { bodyPart } from './body-part.ts'

const multi = (part: string, boundary: string, ...children: BodyPart[]) =>
  bodyPart(part, 'multipart/mixed', { size: 0, children, parameters: new Map([['boundary', boundary]]) })
const plain = (part: string, more?: Partial<BodyPart>) => bodyPart(part, 'text/plain', more)
const doubtful = (...parts: [outer: string, inner: string, last: BodyPart]) =>
  doubtfulText(multi('', parts[0], multi('1', parts[1], plain('1.1'), parts[2])))?.part.part ?? null

test('only boundaries that are the same, or begin one another, leave it open where the last text belongs', () => {
  expect(doubtful('a', 'a', plain('1.2'))).toBe('1.2')
  expect(doubtful('a', 'ab', plain('1.2'))).toBe('1.2')
  expect(doubtful('ab', 'a', plain('1.2'))).toBe('1.2')
  expect(doubtful('a', 'b', plain('1.2'))).toBeNull()
  expect(doubtfulText(multi('', 'a', plain('1')))).toBeNull()
  expect(doubtfulText(plain('1'))).toBeNull()
})

test('what is attached already, HTML and nothing at all are left as they are', () => {
  expect(doubtful('a', 'a', plain('1.2', { disposition: 'attachment' }))).toBeNull()
  expect(doubtful('a', 'a', bodyPart('1.2', 'text/html'))).toBeNull()
  expect(doubtful('a', 'a', plain('1.2', { size: 0 }))).toBeNull()
  expect(doubtfulText(multi('', 'a', multi('1', 'a')))).toBeNull()
})

test('a message is cut off where its last boundary begins a part', () => {
  const isCut = (end: string) => isCutOff(Buffer.from(end, 'latin1'), ['a', 'ab'])
  expect(isCut('--a--\r\n--ab\r\n\r\ntext\r\n-- \r\nMara\r\n')).toBe(true)
  expect(isCut('--ab\r\n\r\ntext\r\n--ab--\r\n')).toBe(false)
  expect(isCut('--a\r\n\r\ntext\r\n--a--')).toBe(false)
  expect(isCut('--b\r\n')).toBe(false)
  expect(isCut('')).toBe(false)
  // "--a----" ends a multipart of "a--" or begins a part of "a----".
  expect(isCutOff(Buffer.from('--a----\ntext\n'), ['a--', 'a----'])).toBe(false)
})
