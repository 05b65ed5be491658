/** INTERNALDATE (RFC 3501 §9 date-time): ` 3-Feb-2024 04:05:06 +0100`. */
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DATE_TIME = /^\s*(\d{1,2})-([a-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/i

/** Reads it; the epoch where a server writes something else. */
export function parseInternalDate(value: string): Date {
  const match = DATE_TIME.exec(value)
  const month = MONTHS.indexOf(match?.[2]?.toLowerCase() ?? '')
  if (!match || month < 0) return new Date(0)
  const [day, year, hour, minute, second] = [match[1], match[3], match[4], match[5], match[6]].map(Number)
  const offset = (Number(match[8]) * 60 + Number(match[9])) * (match[7] === '-' ? -1 : 1)
  return new Date(Date.UTC(year ?? 1970, month, day ?? 1, hour ?? 0, (minute ?? 0) - offset, second ?? 0))
}
