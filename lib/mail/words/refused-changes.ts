/** Why a change to messages was refused, or how far it came. */
import { grouped, plural } from './plural.ts'

export const changeRefused = {
  recent: 'is set by the mail server alone',
  asksForNothing: 'asks for nothing that could be found',
  both: 'is asked to be set and removed at once',
  readOnly: 'This folder can be read but not changed.',
  inFolder: (folder: string, reason: string) => `“${folder === 'INBOX' ? 'Inbox' : folder}”: ${reason}`,
  flagNotKept: (flag: string) => `The mail server keeps no flag “${flag}” in this folder.`,
  flagDropped: (flag: string) => `The mail server took the flag “${flag}” and did not keep it.`,
  noSuchTarget: 'The folder to put it in is no longer there.',
  lost: 'The connection to the mail server broke in the middle of this. Please look whether it was done.',
  partly: (done: number, total: number, reason: string) =>
    `${plural(done, { one: 'One message was', other: '# messages were' })} done out of ${grouped(total)}, then it stopped: ${reason}`,
}

export const undoRefused = {
  spent: 'That can no longer be undone.',
}
