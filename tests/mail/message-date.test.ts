import { expect, test } from 'vitest'
import { parseDate } from '#lib/mail/message-date.ts'

const at = (value: string) => parseDate(value)?.toISOString() ?? null

test.each([
  ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06.000Z'],
  ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06.000Z'],
  ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06.000Z'],
  ['Thu,\n 13\n Feb\n 1969\n 23:32\n -0330 (Newfoundland (yes) Time)', '1969-02-14T03:02:00.000Z'],
  ['1 Jan 49 00:00 UT', '2049-01-01T00:00:00.000Z'],
  ['1 Jan 100 00:00 Z', '2000-01-01T00:00:00.000Z'],
  ['Mon May  2 16:07:05 2005', '2005-05-02T16:07:05.000Z'],
  ['Mon May  2 16:07:05 EDT 2005', '2005-05-02T20:07:05.000Z'],
  ['Thu, 24-Oct-2002 3:04 PM EST', '2002-10-24T20:04:00.000Z'],
  ['2004-05-01T12:00:00+02:00', '2004-05-01T10:00:00.000Z'],
  ['2004-05-01 12:00:00 +0200', '2004-05-01T10:00:00.000Z'],
  ['Sat, 1 September 2001 10:00:00 +0000', '2001-09-01T10:00:00.000Z'],
  ['Sat, 31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00.000Z'],
  ['Mon, 1 Jan 2024 10:00:00 GMT+0200', '2024-01-01T08:00:00.000Z'],
  ['Mon, 1 Jan 2024 10:00:00 Nowhere', '2024-01-01T10:00:00.000Z'],
  ['Mon, 1 Jan 2024 10:00:00', '2024-01-01T10:00:00.000Z'],
])('%s', (value, expected) => {
  expect(at(value)).toBe(expected)
})

test.each([
  '',
  'garbage',
  '99 Jan 2024 10:00:00 +0000',
  '1 Foo 2024 10:00 +0000',
  '1 Jan 2024',
  '1 Jan 2024 25:00 Z',
  '1 Jan 99999 10:00 Z',
  '(',
  'Jan Jan Jan 10:00',
])('%s is no date', (value) => {
  expect(at(value)).toBeNull()
})
