/** A server's own name for a message's conversation. */
import { listOf, type Node, textOf } from './response.ts'

/** `THREADID (T64b478)`, or NIL (RFC 8474 §5.2); Gmail's X-GM-THRID; null where the server gave none. */
export function serverThreadOf(items: ReadonlyMap<string, Node>): string | null {
  return textOf(listOf(items.get('THREADID'))[0]) ?? textOf(items.get('X-GM-THRID'))
}
