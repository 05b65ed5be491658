/** The words of answering a message and passing it on; what the window itself says is in writing-window.ts. */
export const answeringWords = {
  reply: 'Reply',
  replyAll: 'Reply to all',
  forward: 'Forward',
  forwardAsFile: 'Forward as attachment',
  attachTo: (subject: string) => `Attach to “${subject}”`,
  newWithFile: 'New message with this file',
  editAsNew: 'Edit as new message',
  continueWriting: 'Continue writing',
  isDraft: 'This message is a draft: it was not sent.',
  answers: 'Answer this message',
  notOpened: 'The message could not be read, so no answer was begun. Please try again.',
  notResumed: 'The draft could not be opened. Please try again.',
  oneOnly: 'Select one message to answer or forward it.',
} as const
