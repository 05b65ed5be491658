/** What is said of drafts, their files, and messages on their way. */

const list = (names: readonly string[]) => new Intl.ListFormat('en').format(names)

export const draftWords = {
  saving: 'Saving…',
  saved: (time: string) => `Saved ${time}`,
  notYet: 'Not saved yet',
  offline: 'Kept on this device until you are connected again',
  signedOut: 'Kept on this device until you sign in again',
  notSaved: (why: string) => `Kept on this device, not on the server: ${why}`,
  discarded: 'Draft thrown away',
  openElsewhere: 'This draft is open in another tab or window.',
  attached: (subject: string) => `Attached to “${subject}”`,
  fileTooLarge: (limit: string) => `Larger than ${limit}, which is the most a file may be.`,
  filesTooLarge: (limit: string) => `All files together are larger than ${limit}.`,
  messageTooLarge: (limit: string) => `Your mail server takes no message above ${limit}, with all its files.`,
  fileFailed: 'Could not be uploaded.',
  fileGone: 'Was not uploaded in time. Please choose it again.',
  fileMissing: 'Some files are not uploaded. Try them again, or remove them.',
  newerFirst: 'Another device stored a newer version. Choose one of the two first.',
  sending: 'Sending…',
  sent: 'Sent',
  taken: 'Taken back. The draft is open again.',
  notTaken: (why: string) => `Not taken back: ${why}`,
  notSent: (why: string) => `Not sent: ${why} Your text is open again.`,
  unconfirmed:
    'Postern could not be reached, so nobody knows yet whether the message was taken. Press Send again: it goes out once.',
  notFor: (people: readonly string[]) => `Sent, but not to ${list(people)}`,
  notForWhy: (person: string, why: string) => `Sent, but not to ${person}: ${why}`,
} as const
