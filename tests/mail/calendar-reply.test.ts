import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calendarReply } from '#lib/mail/calendar/calendar-reply.ts'
import { componentsOf, lineOf, textOf } from '#lib/mail/calendar/content-lines.ts'
import { invitationOf } from '#lib/mail/calendar/invitation.ts'

const OWN = ['mara@example.org']
const NOW = new Date('2026-11-26T20:00:00Z')

function asked(...lines: string[]): string {
  const known = new Set(lines.map((line) => /^[A-Z-]+/.exec(line)?.[0]))
  const usual = [
    'UID:abc-1',
    'DTSTART:20261201T130000Z',
    'SUMMARY:Lunch\\, long',
    'ORGANIZER;CN="Bo; Ek":mailto:bo@example.net',
    'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:mara+cal@example.org',
  ].filter((line) => !known.has(/^[A-Z-]+/.exec(line)?.[0]))
  return [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    ...usual,
    ...lines,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')
}

const answer = (text: string, comment?: string) =>
  calendarReply(text, { status: 'ACCEPTED', own: OWN, now: NOW, comment })

test('an answer names the event, who asks, and the very address that was asked', () => {
  const reply = answer(asked('SEQUENCE:3'), 'Gladly,\nwith a friend')
  expect(reply).toMatchObject({
    organizer: { name: 'Bo; Ek', address: 'bo@example.net' },
    attendee: { address: 'mara+cal@example.org' },
    summary: 'Lunch, long',
  })
  const [event] = componentsOf(reply?.calendar ?? '')[0]?.children ?? []
  if (!event) throw new Error('no event')
  const value = (name: string) => lineOf(event, name)?.value
  expect([value('UID'), value('SEQUENCE'), value('DTSTAMP')]).toEqual(['abc-1', '3', '20261126T200000Z'])
  expect(value('ATTENDEE')).toBe('mailto:mara+cal@example.org')
  expect(lineOf(event, 'ATTENDEE')?.parameters.get('PARTSTAT')).toBe('ACCEPTED')
  expect(value('COMMENT')).toBe('Gladly\\,\\nwith a friend')
  expect(invitationOf(reply?.calendar ?? '')).toMatchObject({ kind: 'reply', answer: { status: 'accepted' } })
})

test('one day of a series is answered by its time in UTC, a whole day as a day', () => {
  const day = answer(asked('RECURRENCE-ID;TZID=Europe/Berlin:20261208T140000'))?.calendar
  expect(day).toContain('\r\nRECURRENCE-ID:20261208T130000Z\r\n')
  expect(answer(asked('DTSTART;VALUE=DATE:20261224'))?.calendar).toContain('DTSTART;VALUE=DATE:20261224\r\n')
})

test('nobody is answered who does not ask, is oneself, or is no address; nor is somebody else answered for', () => {
  expect(answer(asked().replace('METHOD:REQUEST', 'METHOD:PUBLISH'))).toBeNull()
  expect(answer(asked('ORGANIZER:mailto:mara@example.org'))).toBeNull()
  expect(answer(asked('ORGANIZER:mailto:bo@example.net%0d%0aBcc: x@y'))).toBeNull()
  expect(answer(asked('ORGANIZER:https://evil.example'))).toBeNull()
  expect(answer(asked('ATTENDEE:mailto:eve@example.org'))).toBeNull()
  expect(answer('no calendar')).toBeNull()
})

test('whatever an invitation and a comment say, each stays on lines of its own, none longer than 75 octets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (words, comment) => {
      const text = asked(`SUMMARY:${words}`, `UID:${words}x`, `ORGANIZER;CN="${words}":mailto:bo@example.net`)
      const reply = answer(text, comment)
      if (!reply) return
      const lines = reply.calendar.split('\r\n')
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
      expect(reply.calendar.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      const names = reply.calendar
        .replaceAll('\r\n ', '')
        .split('\r\n')
        .map((line) => /^[A-Z-]*/.exec(line)?.[0])
      expect(new Set(names).size).toBeLessThanOrEqual(names.length)
      for (const name of ['ATTENDEE', 'ORGANIZER', 'UID', 'METHOD'])
        expect(names.filter((other) => other === name)).toHaveLength(1)
      const [event] = componentsOf(reply.calendar)[0]?.children ?? []
      const said = event && textOf(lineOf(event, 'COMMENT'), 5000)
      if (comment.trim() !== '' && said !== undefined)
        expect(said.replaceAll(/[\s\p{Cc}]/gu, '')).toBe(
          comment.replaceAll(/[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ''),
        )
    }),
    { numRuns: 50 },
  )
})
