/** What the browser says round a message that is being written, and what it writes into it. */
import { localeOf } from './dates.ts'

export const writingWords = {
  /** The sentence before a quotation; its form is what quoted-text.ts knows again. */
  wrote: (who: string, date: string | null) =>
    date === null ? `${who} wrote:` : `On ${date}, ${who} wrote:`,
  somebody: 'Somebody',
  /** What a message without a subject is called as a file. */
  message: 'message',
  forwarded: '---------- Forwarded message ----------',
  headers: { from: 'From', date: 'Date', subject: 'Subject', to: 'To', cc: 'Cc' },
  noSubject: 'Send this message without a subject?',
  noAttachment: (word: string) => `You wrote “${word}”, but nothing is attached. Send it all the same?`,
} as const

/** The day and time of a message that is quoted: `3 November 2026 at 14:02`. @param timeZone the browser's where left out */
export function quotedDate(iso: string, timeZone?: string): string {
  const options = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  return new Intl.DateTimeFormat(localeOf(timeZone), options).format(new Date(iso))
}
