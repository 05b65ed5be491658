/** New messages find their place in an order that is known, by sorting them with its end alone. */
import type { Sort } from '#lib/api/messages.ts'
import type { OpenBox } from './account.ts'
import { sortMessages } from './sort-messages.ts'
import { uidSet } from './uid-set.ts'

/** How many neighbours new mail is compared with: it is nearly always newer than all of them. */
const NEIGHBOURS = 32

/**
 * Sorts `added` into `order`, a fresh order of everything else.
 * @returns the new order, or null where some belong deeper in than the end was looked at.
 */
export async function placeAdded(
  box: OpenBox,
  sort: Sort,
  order: Uint32Array,
  added: readonly number[],
): Promise<Uint32Array | null> {
  const atTop = sort.startsWith('-')
  const near = atTop ? order.subarray(0, NEIGHBOURS) : order.subarray(Math.max(0, order.length - NEIGHBOURS))
  const rest = atTop ? order.subarray(near.length) : order.subarray(0, order.length - near.length)
  const sorted = Uint32Array.from(
    await sortMessages(box, sort, { kind: 'uid', set: uidSet([...near, ...added]) }),
  )
  const inner = atTop ? near.at(-1) : near.at(0)
  const innermost = atTop ? sorted.at(-1) : sorted.at(0)
  if (rest.length > 0 && inner !== innermost) return null
  const parts = atTop ? [sorted, rest] : [rest, sorted]
  const placed = new Uint32Array(sorted.length + rest.length)
  let at = 0
  for (const part of parts) {
    placed.set(part, at)
    at += part.length
  }
  return placed
}
