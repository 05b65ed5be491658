import { expect, test } from 'vitest'
import { parseHeader } from '#lib/mail/header-fields.ts'
import { listUnsubscribeOf } from '#lib/mail/list-unsubscribe.ts'
import { mailtoParts } from '#lib/mail/unsubscribe-letter.ts'

const POST = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n'
const of = (value: string, more = '', signedBy?: string[]) =>
  listUnsubscribeOf(
    parseHeader(Buffer.from(`List-Unsubscribe: ${value}\r\n${more}\r\n`)),
    signedBy && { signedBy },
  )

test.each([
  ['<https://a.example/u?x=1>', { oneClick: false, url: 'https://a.example/u?x=1' }],
  [
    '<mailto:off@a.example?subject=leave>, <https://a.example/u>',
    { oneClick: false, url: 'https://a.example/u', mailto: 'mailto:off@a.example?subject=leave' },
  ],
  ['<http://a.example/u>,\r\n <https://b.example/u>', { oneClick: false, url: 'https://b.example/u' }],
  ['<http://a.example/u>', { oneClick: false, url: 'http://a.example/u' }],
  ['<https://a.example/\r\n long/path>', { oneClick: false, url: 'https://a.example/long/path' }],
  ['(leave) <mailto:off@a.example>', { oneClick: false, mailto: 'mailto:off@a.example' }],
  ['https://a.example/u', { oneClick: false, url: 'https://a.example/u' }],
  ['=?utf-8?Q?=3Chttps=3A//a.example/u=3E?=', { oneClick: false, url: 'https://a.example/u' }],
  ['<javascript:alert(1)>, <data:text/html,x>, <file:///etc/passwd>', undefined],
  ['<https://user:secret@a.example/>', undefined],
  ['<mailto:a@b.example,c@d.example>', undefined],
  ['<mailto:a@b.example%0d%0aBcc:c@d.example>', undefined],
  [`<https://a.example/${'x'.repeat(5000)}>`, undefined],
  ['', undefined],
  ['no', undefined],
])('%j says how one leaves', (value, wanted) => {
  expect(of(value)).toEqual(wanted)
})

test('one click takes https and the one value that RFC 8058 knows', () => {
  expect(of('<https://a.example/u>', POST)?.oneClick).toBe(true)
  expect(of('<mailto:a@a.example>, <https://a.example/u>', POST)?.oneClick).toBe(true)
  expect(of('<http://a.example/u>', POST)?.oneClick).toBe(false)
  expect(of('<mailto:a@a.example>', POST)?.oneClick).toBe(false)
  expect(of('<https://a.example/u>', 'List-Unsubscribe-Post: yes\r\n')?.oneClick).toBe(false)
  expect(
    of('<https://a.example/u>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click&a=b\r\n')?.oneClick,
  ).toBe(false)
})

test('where signatures are looked at, one that holds must cover both fields', () => {
  const signed = (h: string, d = 'a.example') =>
    `${POST}DKIM-Signature: v=1; d=${d};\r\n h=From:Subject:${h};\r\n b=x\r\n`
  const url = '<https://a.example/u>'
  const both = 'List-Unsubscribe:\r\n List-Unsubscribe-Post'
  expect(of(url, signed(both), ['a.example'])?.oneClick).toBe(true)
  expect(of(url, signed(both, 'A.Example'), ['b.example', 'a.example'])?.oneClick).toBe(true)
  expect(of(url, signed(both), ['b.example'])).toEqual({ oneClick: false, url: 'https://a.example/u' })
  expect(of(url, signed('List-Unsubscribe'), ['a.example'])?.oneClick).toBe(false)
  expect(of(url, signed(both), [])?.oneClick).toBe(false)
  expect(of(url, POST, ['a.example'])?.oneClick).toBe(false)
})

test('a letter that leaves a list has one address and a plain subject', () => {
  expect(mailtoParts('mailto:off%2Bsam@a.example?subject=leave%20list+1')).toEqual({
    to: 'off+sam@a.example',
    subject: 'leave list+1',
  })
  expect(mailtoParts('mailto:off@a.example?subject=a%0d%0aBcc:%20b@c.example')).toBeNull()
  expect(mailtoParts('mailto:%ff@a.example')).toBeNull()
  expect(mailtoParts('mailto:')).toBeNull()
})
