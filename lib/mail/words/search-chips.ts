/** How the conditions of a search are called. */
import { localeOf } from './dates.ts'

/** `2026-02-01` → `1 Feb 2026`. */
export function dayName(day: string): string {
  const options = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localeOf(undefined), options).format(new Date(`${day}T00:00:00Z`))
}

const IS: Record<string, string> = {
  unread: 'Unread',
  read: 'Read',
  flagged: 'Starred',
  answered: 'Answered',
  draft: 'Draft',
}

/** `5m` → `5 MB`. */
function sizeName(size: string): string {
  const unit = { k: 'KB', m: 'MB' }[size.slice(-1).toLowerCase()]
  return unit ? `${size.slice(0, -1)} ${unit}` : `${size} bytes`
}

const KEYED: Record<string, (value: string) => string> = {
  from: (value) => `From: ${value}`,
  to: (value) => `To: ${value}`,
  cc: (value) => `Copy to: ${value}`,
  subject: (value) => `Subject: ${value}`,
  body: (value) => `Text: ${value}`,
  filename: (value) => `Attachment: ${value}`,
  has: () => 'With attachments',
  is: (value) => IS[value.toLowerCase()] ?? value,
  before: (day) => `Before ${dayName(day)}`,
  after: (day) => `Since ${dayName(day)}`,
  on: (day) => `On ${dayName(day)}`,
  larger: (size) => `Larger than ${sizeName(size)}`,
  smaller: (size) => `Smaller than ${sizeName(size)}`,
  in: (folder) => `In: ${folder}`,
  keyword: (label) => `Label: ${label}`,
}

export const chipWords = {
  conditions: 'What is searched for',
  keyed: (key: string, value: string) => KEYED[key]?.(value) ?? `${key}:${value}`,
  phrase: (text: string) => `“${text}”`,
  notText: (text: string) => `Not: ${text}`,
  notKeyed: (text: string) => `Not ${text.charAt(0).toLowerCase()}${text.slice(1)}`,
  or: ' or ',
  takeOff: (text: string) => `Take off: ${text}`,
}
