/** The words of what is suggested while a search is typed. */
import { plural } from './plural.ts'

/** What a key is for; of those with a word behind them the whole condition. */
const operators: readonly (readonly [typed: string, finds: string])[] = [
  ['from:', 'From somebody'],
  ['to:', 'To somebody'],
  ['in:', 'In a folder'],
  ['has:attachment', 'With attachments'],
  ['is:unread', 'Unread'],
  ['after:', 'Since a day'],
  ['before:', 'Before a day'],
  ['on:', 'On a day'],
  ['is:flagged', 'Starred'],
  ['subject:', 'Words in the subject'],
  ['body:', 'Words in the text'],
  ['keyword:', 'With a label'],
  ['filename:', 'Name of an attachment'],
  ['larger:', 'Larger than'],
  ['smaller:', 'Smaller than'],
  ['cc:', 'Copy to somebody'],
  ['is:read', 'Read'],
  ['is:answered', 'Answered'],
  ['is:draft', 'Draft'],
]

export const suggestionWords = {
  list: 'Suggestions',
  recent: 'Recent searches',
  people: 'People',
  folders: 'Folders',
  labels: 'Labels',
  days: 'Days',
  sizes: 'Sizes',
  narrow: 'Narrow down',
  operators,
  today: 'Today',
  yesterday: 'Yesterday',
  lastWeek: 'A week ago',
  lastMonth: 'A month ago',
  thisYear: 'This year’s first day',
  megabytes: (count: number) => `${count} MB`,
  count: (count: number) => plural(count, { one: '1 suggestion', other: '# suggestions' }),
}
