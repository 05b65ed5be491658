/** What is said about changes to messages: when they are made, and when they fail. */
import type { Change } from '#lib/api/changes.ts'
import { type Amount, amount } from './amount.ts'
import { grouped, plural } from './plural.ts'

/** Messages, or conversations where rows are those. */
type Of = number | Amount

const takenBack: Record<Change['kind'], string> = {
  flag: 'The change was taken back.',
  move: 'Nothing was moved.',
  copy: 'Nothing was copied.',
  delete: 'Nothing was deleted.',
  expunge: 'Nothing was deleted.',
  undo: 'It could not be undone.',
}

const underWay: Record<Change['kind'], string> = {
  flag: 'Changing',
  move: 'Moving',
  copy: 'Copying',
  delete: 'Deleting',
  expunge: 'Deleting',
  undo: 'Bringing back',
}

export const changeWords = {
  undo: 'Undo',
  archived: (of: Of) => `Archived ${amount(of)}`,
  deleted: (of: Of) => `Deleted ${amount(of)}`,
  deletedForGood: (of: Of) => `Deleted ${amount(of)} for good`,
  markedRead: (of: Of) => `Marked ${amount(of)} as read`,
  markedUnread: (of: Of) => `Marked ${amount(of)} as unread`,
  starred: (of: Of) => `Starred ${amount(of)}`,
  unstarred: (of: Of) => `Took the star off ${amount(of)}`,
  junked: (of: Of) => `Moved ${amount(of)} to Junk`,
  notJunked: (of: Of) => `Moved ${amount(of)} to the inbox`,
  moved: (of: Of, folder: string) => `Moved ${amount(of)} to ${folder}`,
  copied: (of: Of, folder: string) => `Copied ${amount(of)} to ${folder}`,
  undone: 'Undone',
  nothingToUndo: 'There is nothing to undo',
  cannotUndo: 'That can no longer be undone',
  undoing: 'Stopping, then undoing what was done',
  underWay: (kind: Change['kind'], count: number, folder: string | null) =>
    `${underWay[kind]} ${amount(count)}${folder ? ` to ${folder}` : ''}`,
  stopped: (done: number, total: number) => `Stopped after ${grouped(done)} of ${amount(total)}`,
  notStopped: (reason: string) => `${reason} It goes on.`,
  failedPartly: (done: number, total: number, reason: string) =>
    `${grouped(done)} of ${amount(total)} are done. ${reason}`,
  failed: (kind: Change['kind'], reason: string) => `${reason} ${takenBack[kind]}`,
  deleteForGood: {
    title: (of: Of) => `Delete ${amount(of)} for good?`,
    text: 'What is deleted from the trash cannot be brought back.',
    mixed: {
      title: (count: number) => `Delete ${amount(count)}?`,
      text: (final: number) =>
        plural(final, {
          one: 'One of them is in the trash already: it is deleted for good and cannot be brought back.',
          other: '# of them are in the trash already: these are deleted for good and cannot be brought back.',
        }),
    },
    confirm: 'Delete for good',
  },
  cancel: 'Cancel',
  archiveFolder: 'Archive',
  junkFolder: 'Junk',
}
