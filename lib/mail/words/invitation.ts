/** The words of an invitation: what it is, when, and how it repeats. */
import type { EventTime, Invitation, Recurrence } from '#lib/api/invitation.ts'
import { localeOf } from './dates.ts'
import { plural } from './plural.ts'

export const invitationWords = {
  card: 'Calendar event',
  loading: 'Reading the invitation',
  kinds: {
    request: 'Invitation',
    cancel: 'Cancelled',
    reply: 'Answer to an invitation',
    counter: 'Another time is proposed',
    publish: 'Event',
  },
  updated: 'Updated invitation',
  tentative: 'Not certain yet',
  over: 'In the past',
  untitled: '(no title)',
  occurrence: 'This is about one day of a series.',
  organizerTime: (when: string, zone: string) => `${when} in ${zone}, where it was planned`,
  unknownZone: (zone: string) => `In the time zone “${zone}”, which isn’t known here.`,
  floating: 'Wherever you are: no time zone was given.',
  where: 'Where',
  organizer: 'Organiser',
  join: (host: string) => `Join at ${host}`,
  invited: (count: number) => plural(count, { one: '# person invited', other: '# people invited' }),
  accepted: (count: number) => plural(count, { one: '# accepted', other: '# accepted' }),
  others: (count: number) =>
    plural(count, {
      one: '# more event is in the attached calendar.',
      other: '# more events are in the attached calendar.',
    }),
  answers: {
    accepted: (name: string) => `${name} accepted`,
    declined: (name: string) => `${name} declined`,
    tentative: (name: string) => `${name} may come`,
    delegated: (name: string) => `${name} sends somebody else`,
    unknown: (name: string) => `${name} answered`,
  },
} as const

const LONG = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const

/** A range in one zone; `wall`: as it was written, wherever that was. */
function range(
  start: Date,
  end: Date | null,
  hasClock: boolean,
  locale: string,
  timeZone: string | undefined,
): string {
  const format = new Intl.DateTimeFormat(locale, { ...LONG, ...(hasClock && CLOCK), timeZone })
  return end ? format.formatRange(start, end) : format.format(start)
}

function wallDate(time: EventTime): Date {
  return new Date(`${time.local.slice(0, 10)}T${time.local.slice(11) || '00:00:00'}Z`)
}

/** When it is, as the organiser wrote it: `Tuesday, 24 November 2026, 14:00–15:30`. */
export function wallWhen({ start, end, allDay }: Invitation, timeZone?: string): string {
  return range(wallDate(start), end && wallDate(end), !allDay, localeOf(timeZone), 'UTC')
}

/**
 * When it is for the person who reads; whole days and times without a known zone as they were written.
 * @param timeZone the browser's own where left out
 */
export function ownWhen(invitation: Invitation, timeZone?: string): string {
  const { start, end } = invitation
  if (!start.at || (end && !end.at)) return wallWhen(invitation, timeZone)
  return range(new Date(start.at), end?.at ? new Date(end.at) : null, true, localeOf(timeZone), timeZone)
}

/** The day on the calendar leaf: `{ month: 'Nov', day: '24' }`. */
export function leafOf({ start }: Invitation, timeZone?: string): { month: string; day: string } {
  const date = start.at ? new Date(start.at) : wallDate(start)
  const zone = start.at ? timeZone : 'UTC'
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(localeOf(timeZone), { ...options, timeZone: zone }).format(date)
  return { month: part({ month: 'short' }), day: part({ day: 'numeric' }) }
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const WORKDAYS = 'MO,TU,WE,TH,FR'
const lists = new Intl.ListFormat('en', { type: 'conjunction' })
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' })
const ENDINGS = new Map([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
])
const PLACES = new Map([
  [1, 'first'],
  [2, 'second'],
  [3, 'third'],
  [4, 'fourth'],
  [5, 'fifth'],
  [-1, 'last'],
  [-2, 'second to last'],
])

function dayName(day: string): string {
  // 1 January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day)))
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(date)
}

function monthName(month: number): string {
  return new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, month - 1, 1)),
  )
}

function ordinal(number: number): string {
  return `${number}${ENDINGS.get(ordinals.select(number)) ?? 'th'}`
}

function monthDay(day: number): string {
  if (day === -1) return 'the last day'
  return day < 0 ? `the ${ordinal(-day)} to last day` : `the ${ordinal(day)}`
}

function namedDay({ day, nth }: Recurrence['days'][number]): string {
  return nth === 0 ? dayName(day) : `the ${PLACES.get(nth) ?? ordinal(nth)} ${dayName(day)}`
}

const UNITS = {
  daily: { one: 'Every day', other: 'Every # days' },
  weekly: { one: 'Every week', other: 'Every # weeks' },
  monthly: { one: 'Every month', other: 'Every # months' },
  yearly: { one: 'Every year', other: 'Every # years' },
} as const

/** On which days: what the rule leaves out is the start's own day (RFC 5545 §3.3.10). */
function onDays({ frequency, days, monthDays, months }: Recurrence, start: EventTime): string {
  const first = wallDate(start)
  const inMonths = months.length > 0 ? ` in ${lists.format(months.map(monthName))}` : ''
  if (days.length > 0) return ` on ${lists.format(days.map(namedDay))}${inMonths}`
  if (frequency === 'daily') return inMonths
  if (frequency === 'weekly') return ` on ${dayName(DAYS[(first.getUTCDay() + 6) % 7] ?? 'MO')}${inMonths}`
  const ownDays = monthDays.length > 0 ? monthDays : [first.getUTCDate()]
  const ownMonths = frequency === 'yearly' && months.length === 0 ? [first.getUTCMonth() + 1] : months
  const of = ownMonths.length > 0 ? ` of ${lists.format(ownMonths.map(monthName))}` : ''
  return ` on ${lists.format(ownDays.map(monthDay))}${of}`
}

/** How it repeats: `Every 2 weeks on Monday and Thursday, until 3 March 2027`. */
export function recurrenceWords(rule: Recurrence, start: EventTime, timeZone?: string): string {
  const { frequency, interval, days, count, until, exceptions, complete } = rule
  const rhythm = plural(interval, UNITS[frequency])
  const codes = days.map(({ day, nth }) => (nth === 0 ? day : 'other')).join(',')
  const isWorkdays = codes === WORKDAYS && interval === 1 && frequency !== 'monthly' && frequency !== 'yearly'
  const said = isWorkdays
    ? 'Every weekday'
    : complete
      ? rhythm + onDays(rule, start)
      : `${rhythm}, on days of its own`
  const last = until && wallDate(until)
  const lastDay = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const
  const ending = last
    ? `, until ${new Intl.DateTimeFormat(localeOf(timeZone), lastDay).format(last)}`
    : count === null
      ? ''
      : `, ${plural(count, { one: 'once', other: '# times' })}`
  return `${said}${ending}${exceptions ? ', with exceptions' : ''}`
}
