/** The recent events of one account, numbered, so that a stream that broke can go on where it was. */
import { randomBytes } from 'node:crypto'
import type { LiveEvent } from '#lib/api/events.ts'

/** An event as it stands in the log. `text` is its wire form (HTML §9.2), `folderId` the folder it is about. */
export type LoggedEvent = { number: number; text: string; name: LiveEvent['name']; folderId: string | null }

const MOST_EVENTS = 500
const MOST_BYTES = 512 * 1024

/** One event as `text/event-stream` writes it. JSON has no bare line ends, so `data` is one line. */
export function eventText(id: string, event: LiveEvent): string {
  return `id: ${id}\nevent: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`
}

/** A bounded log: 500 events or 512 KB, whichever comes first. Ids are `<log>-<number>`. */
export class EventLog {
  readonly #name = randomBytes(6).toString('hex')
  #events: LoggedEvent[] = []
  #bytes = 0
  #last = 0

  /** The id of the newest event. */
  get lastId(): string {
    return `${this.#name}-${this.#last}`
  }

  add(event: LiveEvent): LoggedEvent {
    const number = ++this.#last
    const folderId = 'folderId' in event.data ? (event.data.folderId ?? null) : null
    const logged = { number, text: eventText(this.lastId, event), name: event.name, folderId }
    this.#events.push(logged)
    this.#bytes += logged.text.length
    while (this.#events.length > MOST_EVENTS || this.#bytes > MOST_BYTES) {
      this.#bytes -= this.#events.shift()?.text.length ?? 0
    }
    return logged
  }

  /** What came after the event `id`; null where that is not known (any more). */
  after(id: string): LoggedEvent[] | null {
    const [, name, digits] = /^([0-9a-f]{12})-(\d{1,15})$/.exec(id) ?? []
    const number = Number(digits)
    if (name !== this.#name || number > this.#last) return null
    const oldest = this.#last - this.#events.length
    return number < oldest ? null : this.#events.slice(number - oldest)
  }
}
