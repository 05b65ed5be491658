/** Documents made in code: PDF pages, invitations, tables. */
import type { Enclosure } from './letter.ts'
import type { Person } from './people.ts'

/** A PDF (ISO 32000) of one A4 page: a title, and lines below it. Latin letters only. */
export function pdf(name: string, title: string, lines: string[]): Enclosure {
  const shown = (text: string) =>
    text
      .replaceAll(/[\\()]/g, '\\$&')
      .replaceAll('€', '\\200')
      .replaceAll('–', '\\226')
  const page = [
    `BT /F2 20 Tf 56 770 Td (${shown(title)}) Tj ET`,
    '0.8 w 56 756 m 539 756 l S',
    ...lines.map((line, index) => `BT /F1 11 Tf 56 ${728 - index * 19} Td (${shown(line)}) Tj ET`),
  ].join('\n')
  const font = (face: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${face} /Encoding /WinAnsiEncoding >>`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(page, 'latin1')} >>\nstream\n${page}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
  ]
  let body = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = Buffer.byteLength(body, 'latin1')
    body += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${Buffer.byteLength(body, 'latin1')}\n%%EOF\n`
  return { name, type: 'application/pdf', bytes: Buffer.from(body + table + trailer, 'latin1') }
}

/** A table as CSV. */
export function csv(name: string, rows: (string | number)[][]): Enclosure {
  return { name, type: 'text/csv', bytes: Buffer.from(rows.map((row) => row.join(';')).join('\r\n')) }
}

export type Meeting = {
  title: string
  place: string
  from: string
  to: string
  organiser: Person
  guests: Person[]
}

/** An invitation (RFC 5545, 5546); `from` and `to` are UTC stamps such as `20261125T084200Z`. */
export function invitation({ title, place, from, to, organiser, guests }: Meeting): string {
  return `${[
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Postern demo//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    `UID:${from}-${organiser.address}`,
    `DTSTAMP:${from}`,
    `DTSTART:${from}`,
    `DTEND:${to}`,
    `SUMMARY:${title}`,
    `LOCATION:${place.replaceAll(',', '\\,')}`,
    `ORGANIZER;CN=${organiser.name}:mailto:${organiser.address}`,
    ...guests.map((guest) => `ATTENDEE;CN=${guest.name};RSVP=TRUE:mailto:${guest.address}`),
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n')}\r\n`
}
