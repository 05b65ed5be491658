/** Times as people say them: near ones short, all of them local, the exact one for a hover. */

// The catalogue is English: an English browser's own habits (2:02 PM), else 24 hours. Where the zone is told (on the
// server, and for the first paint, which must say the same) nothing of the browser's is asked: Node has a `navigator` too.
export function localeOf(timeZone: string | undefined): string {
  const own = timeZone === undefined && typeof navigator !== 'undefined' ? navigator.language : 'en-GB'
  return own.startsWith('en') ? own : 'en-GB'
}

const formats = new Map<string, Intl.DateTimeFormat>()

// Made once each: it takes longer than all that a row says.
function formatIn(locale: string, date: Date, options: Intl.DateTimeFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, known)
  return known.format(date)
}

function format(date: Date, options: Intl.DateTimeFormatOptions, timeZone: string | undefined): string {
  return formatIn(localeOf(timeZone), date, { ...options, timeZone })
}

const DAY = 86_400_000

/** A day as a number that can be compared, in the zone that is shown. */
function dayOf(date: Date, timeZone: string | undefined): number {
  return Date.parse(`${formatIn('en-CA', date, { timeZone })}T00:00:00Z`) / DAY
}

/**
 * A row's date: `14:02` today, `Sat` within six days, `3 Nov` this year, `03/11/2024` before (and for the future).
 * @param iso ISO 8601; @param now what "today" is; @param timeZone the browser's own where left out.
 */
export function nearDate(iso: string, now: Date, timeZone?: string): string {
  const date = new Date(iso)
  const age = dayOf(now, timeZone) - dayOf(date, timeZone)
  if (age === 0) return format(date, { hour: '2-digit', minute: '2-digit' }, timeZone)
  if (age > 0 && age < 7) return format(date, { weekday: 'short' }, timeZone)
  if (age > 0 && age < 300) return format(date, { day: 'numeric', month: 'short' }, timeZone)
  return format(date, { day: '2-digit', month: '2-digit', year: 'numeric' }, timeZone)
}

/** A message's date: `Today, 14:02`, `Yesterday, 09:15`, `Saturday, 14:02`, else `3 November 2026, 14:02`. */
export function fullDate(iso: string, now: Date, timeZone?: string): string {
  const date = new Date(iso)
  const age = dayOf(now, timeZone) - dayOf(date, timeZone)
  const time = format(date, { hour: '2-digit', minute: '2-digit' }, timeZone)
  if (age === 0) return `Today, ${time}`
  if (age === 1) return `Yesterday, ${time}`
  if (age > 1 && age < 7) return `${format(date, { weekday: 'long' }, timeZone)}, ${time}`
  return `${format(date, { day: 'numeric', month: 'long', year: 'numeric' }, timeZone)}, ${time}`
}

/** The exact time, for a hover: `Saturday, 21 November 2026 at 14:02:11 CET`. */
export function exactDate(iso: string, timeZone?: string): string {
  return format(new Date(iso), { dateStyle: 'full', timeStyle: 'long' }, timeZone)
}
