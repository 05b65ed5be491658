/** Times as a calendar writes them (RFC 5545 §3.3.4, §3.3.5), before anybody knows where the clock hangs. */

/** `ms`: as if the clock hung in Greenwich. `isDay`: a whole day. `isUtc`: it does hang there. */
export type WallTime = { ms: number; isDay: boolean; isUtc: boolean }

const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/i

/** `20261124T140000Z` or `20261124` → the time, or null for what is none: the 31st of February neither. */
export function wallTimeOf(value: string): WallTime | null {
  const found = WRITTEN.exec(value.trim())
  if (!found) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  if (year < 1600 || month < 1 || month > 12 || hour > 24 || minute > 59 || second > 60) return null
  const ms = Date.UTC(year, month - 1, day, hour, minute, Math.min(second, 59))
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null
  return { ms, isDay: found[4] === undefined, isUtc: found[7] !== undefined }
}

/** `2026-11-24T14:00:00`, or `2026-11-24` for a day. */
export function isoLocal({ ms, isDay }: Pick<WallTime, 'ms' | 'isDay'>): string {
  return new Date(ms).toISOString().slice(0, isDay ? 10 : 19)
}

const NAMES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** Midnight of the `nth` (-1: last) weekday of a month, in ms as if in Greenwich. */
export function nthWeekday(year: number, month: number, day: string, nth: number): number {
  const DAY = 86_400_000
  const wanted = NAMES.indexOf(day)
  if (nth > 0) {
    const first = new Date(Date.UTC(year, month - 1, 1))
    return first.getTime() + (((wanted - first.getUTCDay() + 7) % 7) + (nth - 1) * 7) * DAY
  }
  const last = new Date(Date.UTC(year, month, 0))
  return last.getTime() - (((last.getUTCDay() - wanted + 7) % 7) + (Math.abs(nth) - 1) * 7) * DAY
}

/** `P1DT2H30M` (RFC 5545 §3.3.6) → ms; null for what is none, and for what lasts longer than ten years. */
export function durationOf(value: string): number | null {
  const found =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/i.exec(
      value.trim(),
    )
  if (!found) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0))
  const ms = ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000
  return ms <= 3_660 * 86_400_000 ? ms : null
}
