/** The words of the window that one writes in. */
import { plural } from './plural.ts'

export const windowWords = {
  drafts: 'Messages being written',
  // The window
  minimise: 'Minimise',
  restore: (subject: string) => `Go on writing: ${subject}`,
  fullScreen: 'Full screen',
  smaller: 'Leave full screen',
  close: 'Save and close',
  discard: 'Discard draft',
  // Fields
  from: 'From',
  fields: { to: 'To', cc: 'Cc', bcc: 'Bcc' },
  subject: 'Subject',
  body: 'Message text',
  addCc: 'Add Cc',
  addBcc: 'Add Bcc',
  addBoth: 'Add Cc and Bcc',
  // Recipients
  people: (field: string) => `${field}, recipients`,
  noAddress: 'not an address',
  noAddressHint: (text: string) => `“${text}” is not an address that mail can be sent to.`,
  someNoAddress: (count: number) =>
    plural(count, {
      one: '# recipient is not an address that mail can be sent to.',
      other: '# recipients are not addresses that mail can be sent to.',
    }),
  actionsFor: (who: string) => `Actions for ${who}`,
  edit: 'Edit',
  copyAddress: 'Copy address',
  remove: 'Remove',
  removeNamed: (who: string) => `Remove ${who}`,
  moveTo: (field: string) => `Move to ${field}`,
  removed: (who: string) => `${who} removed`,
  dragged: (who: string, field: string) => `${who} → ${field}`,
  moved: (who: string, field: string) => `${who} moved to ${field}`,
  suggestions: 'Suggestions',
  suggestionCount: (count: number) => plural(count, { one: '1 suggestion', other: '# suggestions' }),
  tooManyPeople: (most: number) => `A message can go to at most ${most} people.`,
  // Files
  attach: 'Attach files',
  upTo: (limit: string) => `up to ${limit} each`,
  dropHere: 'Drop files here to attach them',
  files: (count: number) => plural(count, { one: '# file attached', other: '# files attached' }),
  fileList: 'Attached files',
  uploading: (name: string) => `Attaching ${name}`,
  cancelFile: (name: string) => `Stop attaching ${name}`,
  retryFile: (name: string) => `Try again to attach ${name}`,
  removeFile: (name: string) => `Remove ${name}`,
  // Sending
  send: 'Send',
  sendAnyway: 'Send anyway',
  goBack: 'Go back',
  sending: 'Sending…',
  filesFailed: 'A file could not be attached. Please try it again, or remove it.',
  nobody: 'Please say whom the message goes to.',
  // Versions
  newer: 'This draft was changed on another device.',
  keepMine: 'Keep mine',
  takeTheirs: 'Take the other',
  notTaken: 'The other version could not be read. Yours stays as it is.',
} as const
