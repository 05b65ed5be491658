/** What is said about changes to messages: when they are made, and when they fail. */
import type { Change } from '#lib/api/changes.ts'
import { grouped, messages, plural } from './plural.ts'

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
  archived: (count: number) => `Archived ${messages(count)}`,
  deleted: (count: number) => `Deleted ${messages(count)}`,
  deletedForGood: (count: number) => `Deleted ${messages(count)} for good`,
  markedRead: (count: number) => `Marked ${messages(count)} as read`,
  markedUnread: (count: number) => `Marked ${messages(count)} as unread`,
  starred: (count: number) => `Starred ${messages(count)}`,
  unstarred: (count: number) => `Took the star off ${messages(count)}`,
  junked: (count: number) => `Moved ${messages(count)} to Junk`,
  notJunked: (count: number) => `Moved ${messages(count)} to the inbox`,
  moved: (count: number, folder: string) => `Moved ${messages(count)} to ${folder}`,
  copied: (count: number, folder: string) => `Copied ${messages(count)} to ${folder}`,
  undone: 'Undone',
  nothingToUndo: 'There is nothing to undo',
  cannotUndo: 'That can no longer be undone',
  undoing: 'Stopping, then undoing what was done',
  underWay: (kind: Change['kind'], count: number, folder: string | null) =>
    `${underWay[kind]} ${messages(count)}${folder ? ` to ${folder}` : ''}`,
  stopped: (done: number, total: number) => `Stopped after ${grouped(done)} of ${messages(total)}`,
  notStopped: (reason: string) => `${reason} It goes on.`,
  failedPartly: (done: number, total: number, reason: string) =>
    `${grouped(done)} of ${messages(total)} are done. ${reason}`,
  failed: (kind: Change['kind'], reason: string) => `${reason} ${takenBack[kind]}`,
  deleteForGood: {
    title: (count: number) => `Delete ${messages(count)} for good?`,
    text: 'What is deleted from the trash cannot be brought back.',
    mixed: {
      title: (count: number) => `Delete ${messages(count)}?`,
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
