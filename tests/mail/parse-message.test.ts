import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partsWithin } from '#lib/mail/nested-messages.ts'
import { parseMessage } from '#lib/mail/parse-message.ts'
import { holderOf } from '#lib/mail/part-name.ts'

const parse = (text: string) => parseMessage(Buffer.from(text, 'latin1'), '2')
const outline = (text: string) =>
  partsWithin(parse(text).body).map(({ part }) => [
    part.part,
    part.type,
    Buffer.from(parse(text).sections.get(part.part) ?? []).toString('latin1'),
  ])

test('parts are named by the place they have, and hold what stands between the boundaries', () => {
  expect(
    outline(
      'Content-Type: multipart/mixed; boundary="b"\r\n\r\npreamble\r\n--b\r\n\r\none\r\n--b \r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>\r\n--c--\r\n--b--\r\nepilogue\r\n--b\r\n\r\nno part\r\n',
    ),
  ).toEqual([
    ['2.~.1', 'text/plain', 'one'],
    ['2.~.2.1', 'text/html', '<p>'],
  ])
  expect(outline('Subject: s\n\nonly')).toEqual([['2.~.1', 'text/plain', 'only']])
})

test('a part of a multipart/digest is a message, unless it says otherwise', () => {
  expect(outline('Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: s\n\nx\n--b--')).toEqual([
    ['2.~.1', 'message/rfc822', 'Subject: s\n\nx'],
  ])
})

test('a boundary that never comes, or never ends, loses nothing', () => {
  expect(outline('Content-Type: multipart/mixed; boundary=b\n\nall')).toEqual([
    ['2.~.1', 'application/octet-stream', 'all'],
  ])
  expect(outline('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nto the end\n')).toEqual([
    ['2.~.1', 'text/plain', 'to the end\n'],
  ])
  expect(outline('Content-Type: multipart/mixed; boundary=b\n\n--b')).toContainEqual([
    '2.~.1',
    'text/plain',
    '',
  ])
})

test('a boundary that the header tells wrongly, or not at all, is found in the body', () => {
  const body = 'preamble\n--real\nContent-Type: text/plain\n\none\n--real\n\ntwo\n--real--\n'
  for (const type of [
    'multipart/mixed',
    'multipart/mixed; boundary=wrong',
    'multipart/mixed\tboundary="real"',
  ]) {
    expect(outline(`Content-Type: ${type}\n\n${body}`)).toEqual([
      ['2.~.1', 'text/plain', 'one'],
      ['2.~.2', 'text/plain', 'two'],
    ])
  }
  expect(outline('Content-Type: multipart/mixed\n\ntext\n-- \nMara\n----------\nend\n')).toHaveLength(1)
})

test('a boundary ends a header that lacks its empty line', () => {
  const without = 'MIME-Version: 1.0\n--c\nContent-Type: text/html\n\n<p>\n--c--\n'
  expect(outline(`Content-Type: multipart/mixed; boundary=c\n${without}`)).toEqual([
    ['2.~.1', 'text/html', '<p>'],
  ])
  expect(outline(`Content-Type: multipart/mixed; boundary=other\n${without}`)).toHaveLength(1)
})

test('names lead back to what holds them', () => {
  expect(holderOf('2.~.1.2')).toBe('2')
  expect(holderOf('2.~.1.~.3')).toBe('2.~.1')
  expect(holderOf('2.1')).toBeNull()
})

test('no bytes make it throw, and nesting without end ends', () => {
  const word = fc.constantFrom(
    '--b',
    '--b--',
    '\r\n',
    '\n',
    ' ',
    'Content-Type: multipart/mixed; boundary=b',
    'x',
    ':',
    '\0',
  )
  fc.assert(
    fc.property(fc.array(word, { maxLength: 60 }), (words) => {
      const { body, sections } = parse(words.join(''))
      for (const { part } of partsWithin(body)) expect(sections.has(part.part)).toBe(true)
    }),
  )
  const deep = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(20_000)
  expect(partsWithin(parse(deep).body).length).toBeLessThanOrEqual(10_000)
  expect(
    partsWithin(parse(`Content-Type: multipart/mixed; boundary=b\n\n${'--b\n'.repeat(200_000)}`).body).length,
  ).toBeLessThanOrEqual(10_000)
})
