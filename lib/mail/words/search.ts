/** The words about searching. What the help says stands in docs/search.md too; a test holds the two together. */

import { grouped } from './plural.ts'

/** What is typed, and what it finds. */
export type SearchExample = { examples: readonly string[]; finds: string }

const help: readonly SearchExample[] = [
  { examples: ['lunch friday'], finds: 'both words, anywhere' },
  { examples: ['"see you friday"'], finds: 'these words as they stand' },
  { examples: ['-lunch'], finds: 'without this; before anything below, too' },
  { examples: ['invoice OR receipt'], finds: 'one or the other' },
  { examples: ['from:anna'], finds: 'from somebody' },
  { examples: ['to:anna', 'cc:anna'], finds: 'to somebody' },
  { examples: ['subject:lease'], finds: 'in the subject' },
  { examples: ['body:lease'], finds: 'in the text' },
  { examples: ['has:attachment'], finds: 'with attachments' },
  { examples: ['filename:pdf'], finds: 'in the name of an attachment' },
  { examples: ['is:unread', 'is:read'], finds: 'not read yet, or read' },
  { examples: ['is:flagged', 'is:answered', 'is:draft'], finds: 'starred, answered, not sent yet' },
  { examples: ['before:2026-02-01'], finds: 'before that day' },
  { examples: ['after:2026-02-01'], finds: 'on that day or later' },
  { examples: ['on:2026-02-01'], finds: 'on that day' },
  { examples: ['larger:5M', 'smaller:100K'], finds: 'by size' },
  { examples: ['in:archive'], finds: 'in a folder, by its name or path' },
  {
    examples: ['keyword:"To Do"', 'keyword:$Forwarded'],
    finds: 'with a label, or a keyword of the mail server',
  },
]

/** `Archive, Clients / Bright and 20 more`: as many names as one reads at a glance. */
function few(names: readonly string[]): string {
  const [first = '', second = '', ...more] = names
  if (names.length < 2) return first
  return more.length === 0 ? `${first} and ${second}` : `${first}, ${second} and ${grouped(more.length)} more`
}

export const searchWords = {
  title: 'What you can search for',
  hint: 'Words are looked for in subjects, people and texts. These narrow a search down, alone or together.',
  help,
  stillSearching: (folders: readonly string[]) =>
    folders.length > 0 ? `Still searching ${few(folders)}` : 'Searching all folders…',
  stop: 'Stop',
  stopped: (folders: readonly string[]) =>
    folders.length > 0 ? `Stopped. Not searched: ${few(folders)}` : 'Stopped.',
  goOn: 'Go on',
  notSearched: (folders: readonly string[]) =>
    folders.length > 0
      ? `The mail server could not search ${few(folders)}.`
      : 'The mail server could not search some folders.',
  again: 'Try again',
}
