/** A recurrence rule (RFC 5545 §3.3.10), read and never expanded: what a stranger wrote costs nothing. */
import { type EventTime, type Recurrence, WEEKDAYS } from '#lib/api/invitation.ts'

const FREQUENCIES = new Map<string, Recurrence['frequency']>([
  ['DAILY', 'daily'],
  ['WEEKLY', 'weekly'],
  ['MONTHLY', 'monthly'],
  ['YEARLY', 'yearly'],
])

const SAID = new Set([
  'FREQ',
  'INTERVAL',
  'BYDAY',
  'BYMONTHDAY',
  'BYMONTH',
  'COUNT',
  'UNTIL',
  'WKST',
  'BYSETPOS',
])
const MOST_IN_LIST = 31

function whole(text: string | undefined, least: number, most: number): number | null {
  const number = /^[+-]?\d{1,9}$/.test(text ?? '') ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}

function list(text: string | undefined): string[] {
  return (text ?? '').split(',', MOST_IN_LIST + 1).filter(Boolean)
}

function daysOf(text: string | undefined): Recurrence['days'] | null {
  const days: Recurrence['days'] = []
  for (const written of list(text)) {
    const found = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(written)
    const day = WEEKDAYS.find((name) => name === found?.[2])
    if (!day) return null
    days.push({ day, nth: Number(found?.[1] ?? 0) })
  }
  return days
}

function numbersOf(text: string | undefined, least: number, most: number): number[] | null {
  const numbers = list(text).map((written) => whole(written, least, most))
  return numbers.every((number) => number !== null) ? numbers : null
}

/** BYSETPOS picks one of a set: one place of single days can be said as the place itself. */
function placed(days: Recurrence['days'], position: string | undefined): Recurrence['days'] | null {
  if (position === undefined) return days
  const place = whole(position, -1, 5)
  const [only, ...more] = days
  return place && only?.nth === 0 && more.length === 0 ? [{ day: only.day, nth: place }] : null
}

/**
 * A rule, or null where it isn't one that repeats by day, week, month or year.
 * @param untilOf reads UNTIL; @param exceptions there are EXDATE or RDATE beside it
 */
export function recurrenceOf(
  rule: string,
  untilOf: (value: string) => EventTime | null,
  exceptions: boolean,
): Recurrence | null {
  const parts = new Map<string, string>()
  for (const part of rule.slice(0, 2000).toUpperCase().split(';')) {
    const [name = '', value = ''] = part.split('=', 2)
    if (name.trim() && !parts.has(name.trim())) parts.set(name.trim(), value.trim())
  }
  const frequency = FREQUENCIES.get(parts.get('FREQ') ?? '')
  if (!frequency) return null
  const written = daysOf(parts.get('BYDAY'))
  const days = written && placed(written, parts.get('BYSETPOS'))
  const monthDays = numbersOf(parts.get('BYMONTHDAY'), -31, 31)
  const months = numbersOf(parts.get('BYMONTH'), 1, 12)
  const lists = [days, monthDays, months]
  const until = parts.get('UNTIL')
  return {
    frequency,
    interval: whole(parts.get('INTERVAL') ?? '1', 1, 10_000) ?? 1,
    days: days ?? [],
    monthDays: monthDays ?? [],
    months: months ?? [],
    count: whole(parts.get('COUNT'), 1, 1_000_000),
    until: until === undefined ? null : untilOf(until),
    exceptions,
    complete:
      [...parts.keys()].every((name) => SAID.has(name)) &&
      lists.every((one) => one !== null && one.length <= MOST_IN_LIST) &&
      (until === undefined || untilOf(until) !== null),
  }
}
