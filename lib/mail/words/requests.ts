/** The words of mail that wants something: to be left, to be told that it was read. */

export const requestWords = {
  region: 'About this message',
  list: 'This was sent to a mailing list.',
  unsubscribe: 'Unsubscribe',
  asked: (host: string) => `You asked ${host} to take you off this list. Mail on its way may still arrive.`,
  receipt: 'The sender asks for a receipt. None is sent.',
  oneClickTitle: 'Unsubscribe from this list?',
  oneClick: (host: string) =>
    `Postern sends one request to ${host}, which this message names for it. It says that you want to leave the list, and nothing else about you.`,
  asking: 'Unsubscribing…',
  pageTitle: 'Unsubscribe on a web page',
  page: (host: string) =>
    `This list is left on a page at ${host}. It opens in a new tab; whoever runs it sees that you came.`,
  insecure: 'The connection to it is not encrypted.',
  openPage: (host: string) => `Open ${host}`,
  letterTitle: 'Unsubscribe by mail',
  letterTo: (address: string) =>
    `This list is left by a message to ${address}. You see it before you send it.`,
  orLetter: (address: string) => `Or write to ${address}.`,
  writeLetter: 'Write the message',
} as const
