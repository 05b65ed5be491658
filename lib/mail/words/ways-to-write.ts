/** The words of the ways into writing that stand on the first screen. */
export const wayWords = {
  newMessage: 'New message',
} as const
