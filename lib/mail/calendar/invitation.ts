/** The event of a calendar part (RFC 5545, iTIP RFC 5546), as the card shows it. */
import type { EventTime, Invitation } from '#lib/api/invitation.ts'
import type { Address } from '#lib/api/messages.ts'
import { askedOf } from './calendar-reply.ts'
import { type Component, type ContentLine, componentsOf, lineOf, textOf } from './content-lines.ts'
import { recurrenceOf } from './recurrence.ts'
import { ianaZone, momentOf } from './time-zone.ts'
import { durationOf, isoLocal, type WallTime, wallTimeOf } from './wall-time.ts'

const DAY = 86_400_000

const KINDS = new Map<string, Invitation['kind']>([
  ['REQUEST', 'request'],
  ['CANCEL', 'cancel'],
  ['REPLY', 'reply'],
  ['COUNTER', 'counter'],
])

type Answer = NonNullable<Invitation['answer']>
const STATUSES = new Map<string, Answer['status']>([
  ['ACCEPTED', 'accepted'],
  ['DECLINED', 'declined'],
  ['TENTATIVE', 'tentative'],
  ['DELEGATED', 'delegated'],
])

type Zones = readonly Component[]

/** What the organiser's zone is called: a known name, else their own words for it. */
function eventTime(wall: WallTime, zone: string | null, zones: Zones): EventTime {
  const at = wall.isDay ? null : wall.isUtc ? wall.ms : zone && momentOf(wall, zone, zones)
  return {
    local: isoLocal(wall),
    at: typeof at === 'number' ? new Date(at).toISOString() : null,
    zone: wall.isDay || wall.isUtc || !zone ? null : (ianaZone(zone) ?? zone.slice(0, 100)),
  }
}

function wallAndZone(line: ContentLine | undefined): { wall: WallTime; zone: string | null } | null {
  const wall = line && wallTimeOf(line.value)
  return wall ? { wall, zone: line.parameters.get('TZID') ?? null } : null
}

/** The end by DTEND or DURATION; of whole days the last one, since DTEND is the day after (RFC 5545 §3.6.1). */
function endOf(
  event: Component,
  start: { wall: WallTime; zone: string | null },
  zones: Zones,
): EventTime | null {
  const written = wallAndZone(lineOf(event, 'DTEND'))
  const lasts = durationOf(lineOf(event, 'DURATION')?.value ?? '')
  const end =
    written ?? (lasts === null ? null : { ...start, wall: { ...start.wall, ms: start.wall.ms + lasts } })
  if (!end) return null
  const wall = end.wall.isDay ? { ...end.wall, ms: end.wall.ms - DAY } : end.wall
  const shown = eventTime(wall, end.zone, zones)
  const first = eventTime(start.wall, start.zone, zones)
  // An end before the start is a mistake, and one at the start says nothing.
  const isAfter = shown.at && first.at ? shown.at > first.at : shown.local > first.local
  return isAfter ? shown : null
}

function personOf(line: ContentLine | undefined): Address | null {
  if (!line) return null
  const address = textOf({ ...line, value: line.value.replace(/^mailto:/i, '') }, 320)
  const name = textOf({ ...line, value: line.parameters.get('CN') ?? '' }, 200)
  return address || name ? { name: name === address ? '' : name, address } : null
}

const LINKS = ['CONFERENCE', 'X-GOOGLE-CONFERENCE', 'X-MICROSOFT-SKYPETEAMSMEETINGURL', 'URL']

function linkOf(event: Component): string | null {
  for (const name of LINKS) {
    const url = URL.parse(lineOf(event, name)?.value.trim().slice(0, 2000) ?? '')
    if (url && /^https?:$/.test(url.protocol) && !url.username) return url.href
  }
  return null
}

function answerOf(kind: Invitation['kind'], attendee: ContentLine | undefined): Answer | null {
  const from = personOf(attendee)
  if (!from || (kind !== 'reply' && kind !== 'counter')) return null
  return {
    from,
    status: STATUSES.get(attendee?.parameters.get('PARTSTAT')?.toUpperCase() ?? '') ?? 'unknown',
  }
}

/** The event that is meant: the series itself rather than one changed occurrence of it. */
function mainEvent(events: readonly Component[]): Component | undefined {
  return events.find((event) => !lineOf(event, 'RECURRENCE-ID')) ?? events[0]
}

function invitationFrom(
  calendar: Component,
  event: Component,
  { others, own }: { others: number; own: readonly string[] },
): Invitation | null {
  const zones = calendar.children.filter(({ name }) => name === 'VTIMEZONE').slice(0, 50)
  const start = wallAndZone(lineOf(event, 'DTSTART'))
  if (!start) return null
  const status = lineOf(event, 'STATUS')?.value.trim().toUpperCase()
  const method = lineOf(calendar, 'METHOD')?.value.trim().toUpperCase() ?? ''
  const kind = status === 'CANCELLED' ? 'cancel' : (KINDS.get(method) ?? 'publish')
  const attendees = event.lines.filter(({ name }) => name === 'ATTENDEE')
  const untilOf = (value: string) => {
    const wall = wallTimeOf(value)
    return wall && eventTime(wall, start.zone, zones)
  }
  const hasExceptions = event.lines.some(({ name }) => name === 'EXDATE' || name === 'RDATE')
  return {
    kind,
    summary: textOf(lineOf(event, 'SUMMARY')),
    location: textOf(lineOf(event, 'LOCATION')),
    link: linkOf(event),
    start: eventTime(start.wall, start.zone, zones),
    end: endOf(event, start, zones),
    allDay: start.wall.isDay,
    tentative: status === 'TENTATIVE',
    updated: Number(lineOf(event, 'SEQUENCE')?.value) > 0,
    occurrence: lineOf(event, 'RECURRENCE-ID') !== undefined,
    recurrence: recurrenceOf(lineOf(event, 'RRULE')?.value ?? '', untilOf, hasExceptions),
    organizer: personOf(lineOf(event, 'ORGANIZER')),
    attendees: attendees.length,
    accepted: attendees.filter(({ parameters }) => parameters.get('PARTSTAT')?.toUpperCase() === 'ACCEPTED')
      .length,
    answer: answerOf(kind, attendees[0]),
    attendee: kind === 'request' ? askedOf(event, own) : null,
    others,
  }
}

/**
 * The event in a calendar's text, or null where there is none that can be read. Never throws.
 * @param own one's addresses
 */
export function invitationOf(text: string, own: readonly string[] = []): Invitation | null {
  const calendar = componentsOf(text).find(({ name }) => name === 'VCALENDAR')
  const events = calendar?.children.filter(({ name }) => name === 'VEVENT') ?? []
  const main = mainEvent(events)
  const uid = main && lineOf(main, 'UID')?.value
  // Changed occurrences of the same series are no events of their own.
  const others = events.filter(
    (event) => event !== main && (!uid || lineOf(event, 'UID')?.value !== uid),
  ).length
  return calendar && main ? invitationFrom(calendar, main, { others, own }) : null
}
