/** COPYUID and APPENDUID (RFC 4315 §3): where messages went. */
import { numberOf, responseCodeOf, textOf, type Untagged } from './response.ts'
import { uidsOfSet } from './uid-set.ts'

/** Where messages are now: UID there by UID here. Empty, and null, where the server does not say. */
export type MovedTo = { uidValidity: number | null; uids: Map<number, number> }

/** Adds what a tagged or untagged OK says to `moved`. */
export function noteCopyUid(moved: MovedTo, answer: Untagged): void {
  const said = responseCodeOf(answer)
  if (said?.code !== 'COPYUID') return
  const from = uidsOfSet(textOf(said.args[1]) ?? '')
  const to = uidsOfSet(textOf(said.args[2]) ?? '')
  if (from.length !== to.length) return
  moved.uidValidity = numberOf(said.args[0])
  for (const [at, uid] of from.entries()) moved.uids.set(uid, to[at] ?? 0)
}
