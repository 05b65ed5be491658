/** Reads ahead what the pointer rests on. How messages are read is fetched behind the first paint. */
import type { MessageId } from '#lib/api/ids.ts'

const fetchReading = () => import('./message.ts')

/** The pointer is on the row of this message, or on none. */
export function readHovered(id: MessageId | null): void {
  // What can't be read ahead is read when it is opened.
  fetchReading().then(({ readAhead }) => readAhead('hover', id ? [id] : []), console.warn)
}
