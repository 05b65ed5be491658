/** Reads ahead what the list suggests. How messages are read is fetched behind the first paint. */
import { useEffect } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import type { Reason } from './read-ahead.ts'

/** A list that stands still for so long (ms) is looked at. */
const LOOKED_AT = 400

function want(reason: Reason, ids: readonly MessageId[]): void {
  // What can't be read ahead is read when it is opened.
  import('./message.ts').then(({ readAhead }) => readAhead(reason, ids), console.warn)
}

/** The pointer is on the row of this message, or on none. */
export function readHovered(id: MessageId | null): void {
  want('hover', id ? [id] : [])
}

/** Where no pointer tells which row is next, each one in sight may be: places `first` to `last` of the list. */
export function useReadInSight(ids: readonly (MessageId | undefined)[], first: number, last: number): void {
  useEffect(() => {
    if (!matchMedia('(hover: none)').matches) return
    const look = () =>
      want(
        'sight',
        ids.slice(first, last + 1).filter((id) => id !== undefined),
      )
    const timer = setTimeout(look, LOOKED_AT)
    return () => clearTimeout(timer)
  }, [ids, first, last])
  useEffect(() => () => want('sight', []), [])
}
