import { expect, test } from 'vitest'
import { allFields, firstField, parseHeader } from '#lib/mail/header-fields.ts'

const parse = (text: string) => parseHeader(Buffer.from(text, 'latin1'))

test('folded fields are unfolded, in order, with their own spelling', () => {
  expect(parse('Subject: one\r\n two\r\n\tthree\r\nX-Y:\r\n z\r\n\r\nbody: no\r\n')).toEqual([
    { name: 'Subject', value: 'one two\tthree' },
    { name: 'X-Y', value: 'z' },
  ])
})

test('bare line feeds, spaces before the colon and lines that are no fields are tolerated', () => {
  expect(parse('From someone Mon Jan 1\nSubject : hi\nnonsense\n folded nonsense\nTo: a\n')).toEqual([
    { name: 'Subject', value: 'hi folded nonsense' },
    { name: 'To', value: 'a' },
  ])
})

test('8-bit bytes stay as they are', () => {
  expect(parse('Subject: Gr\xfc\xdfe\r\n')).toEqual([{ name: 'Subject', value: 'Gr\xfc\xdfe' }])
})

test('of repeated fields the first counts, and all can be had', () => {
  const fields = parse('Subject: one\r\nTo: a\r\nSUBJECT: two\r\nto: b\r\n')
  expect(firstField(fields, 'subject')).toBe('one')
  expect(allFields(fields, 'to')).toEqual(['a', 'b'])
  expect(firstField(fields, '__proto__')).toBeNull()
})
