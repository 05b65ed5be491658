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
}

/** A command that hangs is given up before its answer is due, so that there is time left to look on a new connection. */
export const DEADLINES: Deadlines = {
  connect: 12_000,
  work: 25_000,
  bulk: 5 * 60_000,
  search: 2 * 60_000,
  answer: 28_000,
}
