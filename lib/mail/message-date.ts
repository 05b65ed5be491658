/** The Date header (RFC 5322 §3.3, obsolete forms §4.3) and the forms that broken senders write. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

// RFC 5322 §4.3; every other name of a zone says nothing that could be relied upon and counts as UTC.
const ZONES = new Map<string, number>([
  ['est', -300],
  ['edt', -240],
  ['cst', -360],
  ['cdt', -300],
  ['mst', -420],
  ['mdt', -360],
  ['pst', -480],
  ['pdt', -420],
  ['cet', 60],
  ['met', 60],
  ['cest', 120],
  ['mest', 120],
  ['eet', 120],
  ['eest', 180],
  ['bst', 60],
  ['msk', 180],
  ['jst', 540],
  ['ist', 330],
])

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?/i
const TIME = /^(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:[.,]\d+)?(am|pm)?$/i

// What is no year or number of another kind: "9:55", "09.55.06".
const CLOCK = /:|^\d{1,2}\.\d\d\.\d\d$/

type Clock = { hour: number; minute: number; second: number }

/** Without comments (RFC 5322 §3.2.2, nested), at most 200 characters: no date is longer. */
function withoutComments(value: string): string {
  let text = ''
  let depth = 0
  for (const char of value.slice(0, 200)) {
    if (char === '(') depth++
    else if (char === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) text += char
  }
  // Obsolete: "09 :   55"; wrong: "09:55:06+0200".
  return text
    .replaceAll(/(?<=\d)\s*:\s*(?=\d)/g, ':')
    .replace(/(:\d\d)([+-]\d{4})\b/, '$1 $2')
    .trim()
}

/** `+0130` → 90 minutes; a named zone by the table; anything else 0. */
function offsetOf(zone: string | undefined): number {
  const numeric = /^(?:gmt|utc?)?([+-])(\d{1,2}):?(\d\d)$/i.exec(zone ?? '')
  if (!numeric) return ZONES.get(zone?.toLowerCase() ?? '') ?? 0
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3])
  return numeric[1] === '-' ? -minutes : minutes
}

/** RFC 5322 §4.3: two digits are 1950–2049 (`0005` has no more), three are counted from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits)
  if (year < 100 && digits.length !== 3) return year < 50 ? 2000 + year : 1900 + year
  return digits.length === 3 ? 1900 + year : year
}

/** A numeric zone that is none: the moment can't be told, and INTERNALDATE is nearer than a guess. */
function isNoZone(word: string): boolean {
  return /^[+-]\d/.test(word) && !/^[+-](?:[01]?\d|2[0-3]):?[0-5]\d$/.test(word) && !/^[+-]\d\d$/.test(word)
}

function dateOf(year: number, month: number, day: number, clock: Clock, offset: number): Date | null {
  const { hour, minute, second } = clock
  // 60 is a leap second (RFC 5322 §3.3).
  if (month < 0 || day < 1 || hour > 23 || minute > 59 || second > 60) return null
  if (year < 1 || year > 9999) return null
  const date = new Date(0)
  date.setUTCFullYear(year, month, day)
  if (date.getUTCDate() !== day) return null // the 31st of February
  date.setUTCHours(hour, minute - offset, second)
  return date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999 ? date : null
}

function clockOf(word: string, next: string | undefined): Clock | null {
  const time = TIME.exec(word)
  if (!time) return null
  let hour = Number(time[1])
  const half = (time[4] ?? next ?? '').toLowerCase()
  if (half === 'pm' && hour < 12) hour += 12
  if (half === 'am' && hour === 12) hour = 0
  return { hour, minute: Number(time[2]), second: Number(time[3] ?? 0) }
}

function parseIso(text: string): Date | null {
  const found = ISO.exec(text)
  if (!found) return null
  const clock = { hour: Number(found[4]), minute: Number(found[5]), second: Number(found[6] ?? 0) }
  return dateOf(Number(found[1]), Number(found[2]) - 1, Number(found[3]), clock, offsetOf(found[7]))
}

/**
 * A Date header's value → the moment, or null where it can't be read. White space, comments, missing seconds, a missing
 * or unknown zone (UTC), two-digit years, `Mon May  2 16:07:05 2005` and ISO 8601 are all read.
 */
export function parseDate(value: string): Date | null {
  const text = withoutComments(value)
  const iso = parseIso(text)
  if (iso) return iso
  const words = text.replaceAll(/([\d])-([a-z]{3,9})-(\d)/gi, '$1 $2 $3').split(/[\s,]+/)
  const month = words.findIndex(
    (word) => MONTHS.includes(word.slice(0, 3).toLowerCase()) && /^[a-z]+\.?$/i.test(word),
  )
  const time = words.findIndex((word, index) => index > month - 3 && TIME.test(word) && CLOCK.test(word))
  if (month < 0 || time < 0) return null
  const clock = clockOf(words[time] ?? '', words[time + 1])
  const numbers = words
    .map((word, index) => ({ word: word.replace(/(?<=\d)(st|nd|rd|th)$/i, ''), index }))
    .filter(({ word, index }) => /^\d{1,4}$/.test(word) && Math.abs(index - month) <= 4 && index !== time)
  const day = numbers.find(
    ({ index, word }) => word.length <= 2 && (index === month - 1 || index === month + 1),
  )
  const year = numbers.find((number) => number !== day && number.word.length >= 2 && number.index > month)
  if (!clock || !day || !year || words.slice(time + 1).some(isNoZone)) return null
  const zone = words
    .slice(time + 1)
    .find(
      (word) =>
        /^([+-]\d{3,4}|[+-]\d\d:\d\d|[a-z]{1,5}([+-]\d{1,2}:?\d\d)?)$/i.test(word) && !/^[ap]m$/i.test(word),
    )
  const name = MONTHS.indexOf((words[month] ?? '').slice(0, 3).toLowerCase())
  return dateOf(fullYear(year.word), name, Number(day.word), clock, offsetOf(zone))
}
