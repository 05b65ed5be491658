/** An invitation → the answer to it, as the organiser's calendar reads it (iTIP REPLY, RFC 5546 §3.2.3). Pure. */
import type { Address } from '#lib/api/messages.ts'
import { isOneOf } from '#lib/mail/own-address.ts'
import { sendableAddress } from '#lib/mail/sendable-address.ts'
import { type Component, type ContentLine, componentsOf, lineOf, textOf } from './content-lines.ts'
import { momentOf } from './time-zone.ts'
import { isoLocal, wallTimeOf } from './wall-time.ts'

export type Partstat = 'ACCEPTED' | 'TENTATIVE' | 'DECLINED'

/** Who answers whom, about what, and the calendar that says so. */
export type CalendarReply = { organizer: Address; attendee: Address; summary: string; calendar: string }

type Answering = { status: Partstat; own: readonly string[]; now: Date; comment?: string }

/** Longer than any name of an event is. */
const LONGEST = 1_000

function addressOf(line: ContentLine | undefined): string | null {
  const written = /^mailto:(.+)$/i.exec(line?.value.trim() ?? '')?.[1] ?? ''
  // The organiser's words, and soon ours to send to: only what is an address as it stands.
  return sendableAddress(written) === null ? null : written
}

function nameOf(line: ContentLine): string {
  return textOf({ ...line, value: line.parameters.get('CN') ?? '' }, 200).replaceAll('"', '')
}

/** Which of those invited is oneself; null where none is, or nobody could be answered. */
export function askedOf(event: Component, own: readonly string[]): Address | null {
  const host = addressOf(lineOf(event, 'ORGANIZER'))
  if (host === null || isOneOf(host, own) || !lineOf(event, 'UID')) return null
  for (const line of event.lines) {
    const address = line.name === 'ATTENDEE' ? addressOf(line) : null
    if (address !== null && isOneOf(address, own)) return { name: nameOf(line), address }
  }
  return null
}

/** RFC 5545 §3.3.11. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')
    .replaceAll(/\r\n?|\n/g, '\\n')
    .replaceAll(/\p{Cc}/gu, ' ')
}

/** RFC 5545 §3.1: lines of at most 75 octets, none cut inside a character. */
function folded(line: string): string {
  let written = ''
  let room = 75
  for (const char of line) {
    const size = Buffer.byteLength(char)
    if (size > room) {
      written += '\r\n '
      room = 74
    }
    written += char
    room -= size
  }
  return `${written}\r\n`
}

/** A line as it was, without parameters: its value is the organiser's, and no other line can be in it. */
function again(line: ContentLine | undefined): string[] {
  return line ? [`${line.name}:${line.value.slice(0, LONGEST).replaceAll(/\p{Cc}/gu, '')}`] : []
}

/** A time, in UTC where it has a zone: an answer need not bring that along (RFC 5546 §3.2.3). */
function timeAgain(line: ContentLine | undefined, zones: readonly Component[]): string[] {
  const wall = line && wallTimeOf(line.value)
  if (!line || !wall) return []
  if (wall.isDay) return [`${line.name};VALUE=DATE:${isoLocal(wall).replaceAll('-', '')}`]
  const zone = line.parameters.get('TZID')
  if (wall.isUtc || zone === undefined) return again(line)
  const at = momentOf(wall, zone, zones)
  return typeof at === 'number' ? [`${line.name}:${timestamp(new Date(at))}`] : []
}

function person(name: 'ORGANIZER' | 'ATTENDEE', parameters: string, { name: cn, address }: Address): string {
  return `${name}${parameters}${cn === '' ? '' : `;CN="${cn}"`}:mailto:${address}`
}

function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}

/** The event that is asked about: the series itself rather than one changed occurrence of it. */
function eventAsked(calendar: Component): Component | undefined {
  const events = calendar.children.filter(({ name }) => name === 'VEVENT')
  return events.find((event) => !lineOf(event, 'RECURRENCE-ID')) ?? events[0]
}

/** The answer, or null where nobody asks, nobody of `own` is asked, or the organiser is no address. Never throws. */
export function calendarReply(
  text: string,
  { status, own, now, comment = '' }: Answering,
): CalendarReply | null {
  const calendar = componentsOf(text).find(({ name }) => name === 'VCALENDAR')
  const event = calendar && eventAsked(calendar)
  if (!event || lineOf(calendar, 'METHOD')?.value.trim().toUpperCase() !== 'REQUEST') return null
  const host = lineOf(event, 'ORGANIZER')
  const address = addressOf(host)
  const attendee = askedOf(event, own)
  if (!host || address === null || !attendee) return null
  const organizer = { name: nameOf(host), address }
  const zones = calendar.children.filter(({ name }) => name === 'VTIMEZONE').slice(0, 50)
  const lines = [
    ...['BEGIN:VCALENDAR', 'PRODID:-//Postern//Webmail//EN', 'VERSION:2.0', 'METHOD:REPLY', 'BEGIN:VEVENT'],
    ...again(lineOf(event, 'UID')),
    ...again(lineOf(event, 'SEQUENCE')),
    `DTSTAMP:${timestamp(now)}`,
    ...['RECURRENCE-ID', 'DTSTART', 'DTEND'].flatMap((name) => timeAgain(lineOf(event, name), zones)),
    ...again(lineOf(event, 'SUMMARY')),
    person('ORGANIZER', '', organizer),
    person('ATTENDEE', `;PARTSTAT=${status}`, attendee),
    ...(comment.trim() === '' ? [] : [`COMMENT:${escaped(comment.trim())}`]),
    ...['END:VEVENT', 'END:VCALENDAR'],
  ]
  return {
    organizer,
    attendee,
    summary: textOf(lineOf(event, 'SUMMARY')),
    calendar: lines.map(folded).join(''),
  }
}
