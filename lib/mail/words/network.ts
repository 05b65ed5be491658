/** What is said when something doesn't answer. */
export const networkWords = {
  unreachable: 'Postern cannot be reached. Check your connection; nothing was lost.',
  offline: 'You are offline',
  reconnecting: 'Reconnecting…',
  back: 'Connected again',
  retry: 'Try again',
}
