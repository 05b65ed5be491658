/** True for a part that may hold a calendar (RFC 5545 §8.1), by its type or, where that says nothing, its name. */
export function isCalendar(contentType: string, fileName: string): boolean {
  const type = contentType.toLowerCase()
  if (type === 'text/calendar' || type === 'application/ics') return true
  return type === 'application/octet-stream' && fileName.toLowerCase().endsWith('.ics')
}
