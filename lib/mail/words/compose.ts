/** What is said of a message that is being written or sent. */

export const composeWords = {
  unnamedFile: 'attachment.bin',
  uploadGone: 'A file that was uploaded is no longer here. Please attach it again.',
  tooManyUploads: 'There are too many uploaded files. Please send or remove some first.',
  messageTooLarge: 'The message with its attachments is too large.',
  noAddress: 'is no address that mail can be sent to',
  noRecipient: 'must name somebody',
  noSender: 'must say from which address it is sent',
  noKey: 'must be a header of 1 to 200 characters',
  draftReplaced: 'A newer version of this draft was stored meanwhile.',
  draftGone: 'This draft is no longer there: it was sent, or thrown away.',
  notADraft: 'This message is no draft.',
  onItsWay: 'This message is being sent already.',
  tooMany: 'Too many messages are on their way. Please wait until some have arrived.',
  tooLate: 'The message has left and can no longer be taken back.',
  takenBack: 'You took the message back before it left.',
  unknown:
    'The connection broke before the mail server said that it has the message. It may have been sent: please look before you send it again.',
  noServer: 'The server that sends mail cannot be reached.',
  noEncryption: 'The server that sends mail offers no encrypted connection, so nothing was sent to it.',
  loginRefused: 'The server that sends mail did not accept your password.',
  unreadable: 'The message can no longer be read here, so it was not sent.',
  nobodyTaken: 'The mail server accepted none of the recipients.',
  largerThan: (limit: string) => `The mail server takes no message above ${limit}.`,
  foreignLetters: 'The mail server cannot deliver to addresses with such letters.',
  notFiled: 'The message was sent, but no copy of it could be stored in Sent.',
} as const
