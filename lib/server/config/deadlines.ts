/** How long (ms) we wait for a mail server. A request is answered within 30 s, whatever the server does. */
export type Deadlines = {
  /** From dialling to being logged in. */
  connect: number
  /** A command that a person waits for. */
  work: number
  /** A command that is known to take long: a search through texts, a piece of a download. */
  bulk: number
  /** A search through one folder of several: the others are told of meanwhile. */
  search: number
  /** A whole answer, with all that was waited for on the way. */
  answer: number
  /** What a send waits for. */
  send: SendPauses
}

/** A message on its way: nobody waits for it at the screen. */
type SendPauses = {
  /** Until the server takes the first byte of the message. */
  envelope: number
  /** Silence of a server that has the message: RFC 5321 §4.5.3.2.6 grants it 10 minutes. */
  silence: number
  /** Before each further try while nothing has left; behind the last one it has failed. */
  tries: readonly number[]
  /** Before each look whether a message arrived whose end nobody confirmed. */
  looks: readonly number[]
  /** Before each further try to file the copy and to tidy up. */
  filing: readonly number[]
  /** Between two looks for what another process accepted, and whether it still sends. */
  others: number
}

const MINUTE = 60_000
const SEND: SendPauses = {
  envelope: MINUTE,
  silence: 10 * MINUTE,
  tries: [5_000, 20_000, MINUTE],
  looks: [2_000, 10_000, MINUTE],
  filing: [5_000, MINUTE, 10 * MINUTE, 60 * MINUTE, 6 * 60 * MINUTE, 24 * 60 * MINUTE],
  others: 5_000,
}

/** A command that hangs is given up before its answer is due, so that there is time left to look on a new connection. */
export const DEADLINES: Deadlines = {
  connect: 12_000,
  work: 25_000,
  bulk: 5 * MINUTE,
  search: 2 * MINUTE,
  answer: 28_000,
  send: SEND,
}
