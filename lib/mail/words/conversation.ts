/** The words of a conversation: messages that answer one another, shown together. */
import { plural } from './plural.ts'

const list = new Intl.ListFormat('en', { type: 'conjunction' })

export const conversationWords = {
  count: (count: number) => plural(count, { one: '# message', other: '# messages' }),
  more: (count: number) => plural(count, { one: 'Show # more message', other: 'Show # more messages' }),
  looking: (folders: readonly string[]) =>
    folders.length > 0 ? `Looking for more in ${list.format(folders)}…` : 'Looking for more…',
  /** What a folded line says to who can't see that it is bold. */
  unread: 'Unread.',
  fold: 'Fold this message',
  openThis: 'Open this message',
  actions: 'Actions for this message',
  failed: 'This message could not be read.',
} as const
