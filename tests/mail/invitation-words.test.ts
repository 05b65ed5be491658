import { expect, test } from 'vitest'
import type { Invitation } from '#lib/api/invitation.ts'
import { invitationOf } from '#lib/mail/calendar/invitation.ts'
import { leafOf, ownWhen, recurrenceWords, wallWhen } from '#lib/mail/words/invitation.ts'

function event(...lines: string[]): Invitation {
  const found = invitationOf(`BEGIN:VCALENDAR\nBEGIN:VEVENT\n${lines.join('\n')}\nEND:VEVENT\nEND:VCALENDAR`)
  if (!found) throw new Error('no event')
  return found
}

const plain = (text: string) => text.replaceAll(/[\u2009\u202f\u00a0]/g, ' ')

test('the time is the reader’s, the organiser’s stands beside it', () => {
  const meeting = event(
    'DTSTART;TZID=America/New_York:20261124T190000',
    'DTEND;TZID=America/New_York:20261124T200000',
  )
  expect(plain(ownWhen(meeting, 'Europe/Berlin'))).toBe('Wednesday, 25 November 2026, 01:00–02:00')
  expect(plain(wallWhen(meeting, 'Europe/Berlin'))).toBe('Tuesday, 24 November 2026, 19:00–20:00')
  expect(leafOf(meeting, 'Europe/Berlin')).toEqual({ month: 'Nov', day: '25' })
  expect(ownWhen(meeting, 'America/New_York')).toBe(wallWhen(meeting, 'America/New_York'))
})

test('whole days and times without a known zone are the same for everybody', () => {
  const days = event('DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227')
  expect(plain(ownWhen(days, 'Pacific/Auckland'))).toBe('Thursday 24 December – Saturday 26 December 2026')
  expect(leafOf(days, 'Pacific/Auckland')).toEqual({ month: 'Dec', day: '24' })
  const floating = event('DTSTART:20261224T090000')
  expect(plain(ownWhen(floating, 'Pacific/Auckland'))).toBe('Thursday, 24 December 2026 at 09:00')
})

test.each([
  ['FREQ=DAILY', 'Every day'],
  ['FREQ=DAILY;INTERVAL=3;COUNT=5', 'Every 3 days, 5 times'],
  ['FREQ=WEEKLY', 'Every week on Tuesday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', 'Every 2 weeks on Monday and Thursday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'Every weekday'],
  ['FREQ=WEEKLY;BYDAY=TU;UNTIL=20270302T130000Z', 'Every week on Tuesday, until 2 March 2027'],
  ['FREQ=MONTHLY', 'Every month on the 24th'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,-1', 'Every month on the 1st and the last day'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'Every month on the last Friday'],
  ['FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2', 'Every month on the second Wednesday'],
  ['FREQ=YEARLY', 'Every year on the 24th of November'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU', 'Every year on the last Sunday in March'],
  ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=3', 'Every month, on days of its own'],
  ['FREQ=YEARLY;BYWEEKNO=20', 'Every year, on days of its own'],
])('%s is %s', (rule, words) => {
  const { recurrence, start } = event('DTSTART;TZID=Europe/Berlin:20261124T140000', `RRULE:${rule}`)
  expect(recurrence && recurrenceWords(recurrence, start, 'Europe/Berlin')).toBe(words)
})

test('days left out of a series are said', () => {
  const { recurrence, start } = event(
    'DTSTART:20261124T140000Z',
    'RRULE:FREQ=DAILY',
    'EXDATE:20261125T140000Z',
  )
  expect(recurrence && recurrenceWords(recurrence, start)).toBe('Every day, with exceptions')
})
