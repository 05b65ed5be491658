/** The words of pages that aren't there, or failed. */
export const faultWords = {
  noPage: 'There is no page at this address',
  noPageHint: 'The link may be old, or a letter of it was lost on the way. Your mail is where it was.',
  toMail: 'Go to your mail',
  failed: 'This page could not be shown',
  failedHint: 'Something went wrong on our side. Nothing was lost: your mail is where it was.',
  again: 'Try again',
} as const
