/** One listener's `text/event-stream`: what waits for a slow reader is bounded. */
import { type EventLog, eventText } from './event-log.ts'

/** Characters that may wait for the reader before they are given up for a `reset`. */
const MOST_WAITING = 256 * 1024

/** An open stream. `send` never blocks and never throws; `end` may be called twice. */
export type EventStream = {
  readonly body: ReadableStream<Uint8Array>
  send(text: string): void
  end(): void
}

/**
 * Opens a stream.
 * A reader that is too slow loses what waits and is told `reset` instead, under the newest id of `log`.
 * @param onEnd called once, whoever ended it.
 */
export function openEventStream(log: Pick<EventLog, 'lastId'>, onEnd: () => void): EventStream {
  const encoder = new TextEncoder()
  let waiting = ''
  let ended = false
  let wake: (() => void) | null = null
  const finish = () => {
    if (ended) return
    ended = true
    waiting = ''
    wake?.()
    onEnd()
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (waiting === '' && !ended) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          wake = null
        }
        if (ended) return controller.close()
        controller.enqueue(encoder.encode(waiting))
        waiting = ''
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  )
  const send = (text: string) => {
    if (ended) return
    waiting += text
    if (waiting.length > MOST_WAITING) waiting = eventText(log.lastId, { name: 'reset', data: {} })
    wake?.()
  }
  return { body, send, end: finish }
}
