/** From a time on an organiser's wall to a moment: by the zone's IANA name, else by the rules the calendar brought along. */
import { type Component, type ContentLine, lineOf } from './content-lines.ts'
import { nthWeekday, type WallTime, wallTimeOf } from './wall-time.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

const formats = new Map<string, Intl.DateTimeFormat | null>()
const MOST_FORMATS = 200

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    })
  } catch {
    made = null // no zone that this machine knows
  }
  if (formats.size >= MOST_FORMATS) formats.clear() // strangers name zones
  formats.set(zone, made)
  return made
}

/** `Europe/Berlin`, also from `/mozilla.org/20050126_1/Europe/Berlin`; null where no zone is known by that name. */
export function ianaZone(name: string): string | null {
  const steps = name.trim().slice(0, 200).split('/').filter(Boolean)
  for (const count of [3, 2, 1]) {
    const zone = steps.slice(-count).join('/')
    // An offset (`+01:00`) is a zone for Intl too, and no name of a place.
    if (steps.length >= count && /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(zone) && formatOf(zone))
      return zone
  }
  return null
}

/** How far a zone's wall is ahead of UTC at a moment, in ms. */
function offsetAt(format: Intl.DateTimeFormat, moment: number): number {
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]))
  const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
  const wall = Date.UTC(
    number('year'),
    number('month') - 1,
    number('day'),
    number('hour'),
    number('minute'),
    number('second'),
  )
  return wall - Math.floor(moment / 1000) * 1000
}

function momentInZone(wall: WallTime, format: Intl.DateTimeFormat): number {
  const guess = wall.ms - offsetAt(format, wall.ms)
  // Around a change of clocks the first guess may have looked on the wrong side of it.
  return wall.ms - offsetAt(format, guess)
}

/** `+0130` → ms; null for what is none. */
function utcOffset(line: ContentLine | undefined): number | null {
  const found = /^([+-])(\d{2})(\d{2})(\d{2})?$/.exec(line?.value.trim() ?? '')
  if (!found) return null
  const size = (Number(found[2]) * 60 + Number(found[3])) * MINUTE + Number(found[4] ?? 0) * 1000
  return found[1] === '-' ? -size : size
}

/** The last time at or before `wall` when these clocks were set (STANDARD or DAYLIGHT, RFC 5545 §3.6.5). */
function onsetBefore(observance: Component, wall: WallTime): number | null {
  const first = wallTimeOf(lineOf(observance, 'DTSTART')?.value ?? '')
  if (!first || first.ms > wall.ms) return null
  const rule = lineOf(observance, 'RRULE')?.value ?? ''
  const month = Number(/BYMONTH=(\d{1,2})(?![\d,])/.exec(rule)?.[1])
  const day = /BYDAY=([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)(?![\w,])/.exec(rule)
  if (!rule.includes('FREQ=YEARLY') || !month || !day?.[2]) return first.ms
  const until = wallTimeOf(/UNTIL=([0-9TZ]{8,16})/.exec(rule)?.[1] ?? '')
  // Most of them begin in 1601, which is below zero.
  const time = ((first.ms % DAY) + DAY) % DAY
  const year = new Date(wall.ms).getUTCFullYear()
  const onsets = [year, year - 1].map((at) => nthWeekday(at, month, day[2] ?? '', Number(day[1] ?? 1)) + time)
  const last = onsets.find((onset) => onset <= wall.ms && onset >= first.ms && !(until && onset > until.ms))
  return last ?? (until && until.ms < wall.ms ? until.ms : first.ms)
}

/** A wall time by a VTIMEZONE's own rules; null where it has none that can be read. */
function momentByRules(wall: WallTime, zone: Component): number | null {
  let latest = Number.NEGATIVE_INFINITY
  let offset: number | null = null
  for (const observance of zone.children.slice(0, 100)) {
    const onset = onsetBefore(observance, wall)
    const to = utcOffset(lineOf(observance, 'TZOFFSETTO'))
    if (onset === null || to === null || onset < latest) continue
    latest = onset
    offset = to
  }
  return offset === null ? null : wall.ms - offset
}

/**
 * The moment (ms since 1970) of a wall time in the zone called `name`, or null where nobody can tell.
 * @param zones the VTIMEZONEs of the calendar
 */
export function momentOf(wall: WallTime, name: string, zones: readonly Component[]): number | null {
  const iana = ianaZone(name)
  const format = iana === null ? null : formatOf(iana)
  if (format) return momentInZone(wall, format)
  const zone = zones.find((one) => lineOf(one, 'TZID')?.value.trim() === name)
  return zone ? momentByRules(wall, zone) : null
}
