/** The few words that every screen shares. */
export const ui = {
  cancel: 'Cancel',
  close: 'Close',
  loading: 'Loading',
  tryAgain: 'Try again',
  undo: 'Undo',
  dismiss: 'Dismiss',
  notices: 'Notices',
} as const
