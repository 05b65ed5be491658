/** What is said of a mail server that answers, but not as it should. */
export const serverTrouble = {
  tooSlow: 'The mail server took too long to answer.',
  tooManyConnections: 'The mail server takes no more connections for this account at the moment.',
  storedSomewhere: 'The message was stored, but the server does not say where.',
  processFull: 'Postern has as many connections to mail servers as it may have.',
} as const
