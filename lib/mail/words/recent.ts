/** The words of the list of recent actions. */
import { grouped, messages } from './plural.ts'

export const recentWords = {
  title: 'Recent actions',
  hint: 'What was done to your mail lately, on all your devices. Undo works for half an hour.',
  list: 'Recent actions',
  loading: 'Loading recent actions',
  none: 'Nothing was done lately',
  noneText: 'What you move, delete or mark is listed here, and can be undone for half an hour.',
  failed: 'Recent actions cannot be shown',
  retry: 'Try again',
  undo: 'Undo',
  undoNamed: (what: string) => `Undo: ${what}`,
  undoing: 'Undoing…',
  undone: 'Undone',
  final: 'For good',
  closed: 'Can no longer be undone',
  thisTab: 'This tab',
  otherTab: 'Another tab',
  partly: (what: string, total: number) => `${what}, out of ${grouped(total)}`,
  flagged: (count: number) => `Changed ${messages(count)}`,
  emptied: (count: number, folder: string) => `Emptied ${folder}: deleted ${messages(count)} for good`,
  renamed: (before: string, name: string) => `Renamed the folder ${before} to ${name}`,
  top: 'the top level',
  movedFolder: (name: string, to: string) => `Moved the folder ${name} to ${to}`,
  deletedFolder: (name: string) => `Deleted the folder ${name} for good`,
  folders: (names: readonly string[]) =>
    names.length > 2 ? `${names.slice(0, 2).join(', ')} and ${names.length - 2} more` : names.join(', '),
}
