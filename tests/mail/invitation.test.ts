import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Invitation } from '#lib/api/invitation.ts'
import { invitationOf } from '#lib/mail/calendar/invitation.ts'
import { ianaZone } from '#lib/mail/calendar/time-zone.ts'

const event = (lines: string[], head: string[] = ['METHOD:REQUEST']) =>
  ['BEGIN:VCALENDAR', ...head, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')

const START = 'DTSTART;TZID=Europe/Berlin:20261124T140000'

/** What Outlook sends: a zone by a name of its own, with its rules. */
const WINDOWS_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
]

test('an invitation says what, when, where, who asks and how many are asked', () => {
  const text = event([
    'UID:1@a.example',
    'SUMMARY:Budget\\, second\\n round',
    'LOCATION:Room 4\\; upstairs',
    START,
    'DTEND;TZID=Europe/Berlin:20261124T153000',
    'SEQUENCE:2',
    'X-GOOGLE-CONFERENCE:https://meet.example/abc',
    'ORGANIZER;CN="Lindqvist, Mara":mailto:mara@lindqvist.example',
    'ATTENDEE;PARTSTAT=ACCEPTED;CN=Sam:mailto:sam@example.org',
    'ATTENDEE;PARTSTAT=NEEDS-ACTION;DELEGATED-FROM="mailto:x:y@z.example"',
    ' :MAILTO:lee@example.org',
  ])
  expect(invitationOf(text)).toEqual({
    kind: 'request',
    summary: 'Budget, second round',
    location: 'Room 4; upstairs',
    link: 'https://meet.example/abc',
    start: { local: '2026-11-24T14:00:00', at: '2026-11-24T13:00:00.000Z', zone: 'Europe/Berlin' },
    end: { local: '2026-11-24T15:30:00', at: '2026-11-24T14:30:00.000Z', zone: 'Europe/Berlin' },
    allDay: false,
    tentative: false,
    updated: true,
    occurrence: false,
    recurrence: null,
    organizer: { name: 'Lindqvist, Mara', address: 'mara@lindqvist.example' },
    attendees: 2,
    accepted: 1,
    answer: null,
    attendee: null,
    others: 0,
  })
})

test.each([
  ['DTSTART:20260704T120000Z', '2026-07-04T12:00:00.000Z', null],
  ['DTSTART:20260704T120000', null, null],
  ['DTSTART;TZID=America/New_York:20260704T120000', '2026-07-04T16:00:00.000Z', 'America/New_York'],
  [
    'DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20260704T120000',
    '2026-07-04T10:00:00.000Z',
    'Europe/Berlin',
  ],
  [
    'DTSTART;TZID="W. Europe Standard Time":20260704T120000',
    '2026-07-04T10:00:00.000Z',
    'W. Europe Standard Time',
  ],
  [
    'DTSTART;TZID="W. Europe Standard Time":20261124T120000',
    '2026-11-24T11:00:00.000Z',
    'W. Europe Standard Time',
  ],
  [
    'DTSTART;TZID="W. Europe Standard Time":20261025T010000',
    '2026-10-24T23:00:00.000Z',
    'W. Europe Standard Time',
  ],
  ['DTSTART;TZID=Nowhere/Land:20260704T120000', null, 'Nowhere/Land'],
  // Clocks go forward at two: half past two is half past three.
  ['DTSTART;TZID=Europe/Berlin:20260329T023000', '2026-03-29T01:30:00.000Z', 'Europe/Berlin'],
])('%s is a moment, where its zone is known', (line, at, zone) => {
  expect(invitationOf(event([line], WINDOWS_ZONE))?.start).toMatchObject({ at, zone })
})

test('whole days end on their last day, and a duration is an end too', () => {
  const days = invitationOf(event(['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261227']))
  expect([days?.allDay, days?.start.local, days?.end?.local]).toEqual([true, '2026-12-24', '2026-12-26'])
  expect(invitationOf(event(['DTSTART;VALUE=DATE:20261224', 'DTEND;VALUE=DATE:20261225']))?.end).toBeNull()
  expect(invitationOf(event(['DTSTART:20261224T100000Z', 'DURATION:PT1H30M']))?.end?.at).toBe(
    '2026-12-24T11:30:00.000Z',
  )
  expect(invitationOf(event(['DTSTART:20261224T100000Z', 'DTEND:20261224T090000Z']))?.end).toBeNull()
})

test('what is cancelled, answered or about one day of a series says so', () => {
  expect(invitationOf(event([START], ['METHOD:CANCEL']))?.kind).toBe('cancel')
  expect(invitationOf(event([START, 'STATUS:CANCELLED']))?.kind).toBe('cancel')
  expect(invitationOf(event([START], []))?.kind).toBe('publish')
  expect(invitationOf(event([START, 'RECURRENCE-ID:20261124T130000Z']))?.occurrence).toBe(true)
  const reply = event([START, 'ATTENDEE;CN=Lee;PARTSTAT=DECLINED:mailto:lee@example.org'], ['METHOD:REPLY'])
  expect(invitationOf(reply)?.answer).toEqual({
    from: { name: 'Lee', address: 'lee@example.org' },
    status: 'declined',
  })
})

test('a series comes before its changed days, and other events are counted', () => {
  const text = event([
    'UID:a',
    'RECURRENCE-ID:20261201T130000Z',
    'SUMMARY:Moved',
    START,
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:a',
    'SUMMARY:Series',
    START,
    'BEGIN:VALARM',
    'SUMMARY:Alarm',
    'END:VALARM',
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:b',
    START,
  ])
  expect(invitationOf(text)).toMatchObject({ summary: 'Series', others: 1 })
})

test('hostile calendars stay text and cost nothing', () => {
  const script = invitationOf(
    event([START, 'SUMMARY:<img src=x onerror=alert(1)>\u202etxt', 'URL:javascript:alert(1)']),
  )
  expect(script).toMatchObject({ summary: '<img src=x onerror=alert(1)> txt', link: null })
  const bomb = invitationOf(
    event([START, `RRULE:FREQ=SECONDLY;COUNT=99999999`, `RRULE:FREQ=DAILY;BYMONTHDAY=${'1,'.repeat(1e5)}`]),
  )
  expect(bomb?.recurrence).toBeNull()
  const long = invitationOf(
    event([START, `RRULE:FREQ=YEARLY;INTERVAL=99999999999;BYDAY=${'MO,'.repeat(5000)}`]),
  )
  expect(long?.recurrence).toMatchObject({ frequency: 'yearly', interval: 1, complete: false })
  expect(invitationOf('BEGIN:VCALENDAR\r\n'.repeat(100_000))).toBeNull()
  expect(
    invitationOf(`BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\nDTSTART:20260101\r\nEND:VEVENT\r\n'.repeat(20_000)}`)
      ?.others,
  ).toBeGreaterThan(10_000)
  const huge = invitationOf(
    event([START, `SUMMARY:${'\\n"'.repeat(400_000)}`, `ATTENDEE${';a="b'.repeat(100_000)}:x`]),
  )
  expect(huge?.summary.length).toBeLessThanOrEqual(501)
  expect(ianaZone('+01:00')).toBeNull()
  expect(ianaZone('__proto__')).toBeNull()
})

test('whatever stands in a calendar, it is an invitation of the contract or none', () => {
  const word = fc.constantFrom(
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VTIMEZONE',
    'END:VTIMEZONE',
    'BEGIN:STANDARD',
    'END:STANDARD',
    'TZID:X',
    'TZOFFSETTO:+9999',
    'DTSTART;TZID=X:20260101T000000',
    'DTSTART:99999999T999999',
    'DTEND:00000101',
    'DURATION:P99999W',
    'RRULE:FREQ=WEEKLY;BYDAY=5XX',
    'RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=-9SU',
    'SEQUENCE:NaN',
    'ORGANIZER:',
    'ATTENDEE;CN=":',
    'METHOD:REPLY',
    ' folded',
    '',
  )
  const line = fc.oneof({ weight: 5, arbitrary: word }, { weight: 1, arbitrary: fc.string() })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
      const found = invitationOf(['BEGIN:VCALENDAR', ...lines].join('\r\n'))
      if (found) expect(z.safeParse(Invitation, found).error).toBeUndefined()
    }),
    { numRuns: 500 },
  )
})
