/** The event stream of one tab for all of them: opened, replaced when the folders change, reopened when it ends. */
import { EVENTS, type LiveEvent } from '#lib/api/events.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { eventOf } from './live-event.ts'

/** Pauses (ms) before a stream that was refused is opened again; the last one repeats. */
const PAUSES = [1000, 2000, 5000, 10_000, 30_000]

export type StreamListener = {
  event: (event: LiveEvent) => void
  /** `refused`: the server answered, but not with a stream (signed out, or unwell). */
  status: (status: 'open' | 'lost' | 'refused') => void
}

export class EventStream {
  readonly #listener: StreamListener
  #source: EventSource | null = null
  #folders: FolderId[] = []
  #heard = new Set<FolderId>()
  #refusals = 0
  #later: ReturnType<typeof setTimeout> | undefined

  constructor(listener: StreamListener) {
    this.#listener = listener
  }

  /** Listens to these folders (and the inbox). The old stream goes on until the new one is open: nothing falls between. */
  listenTo(folders: Iterable<FolderId>): void {
    const wanted = [...new Set(folders)].sort()
    if (this.#source && wanted.join() === this.#folders.join()) return
    this.#folders = wanted
    this.#open()
  }

  close(): void {
    clearTimeout(this.#later)
    this.#source?.close()
    this.#source = null
  }

  #open(): void {
    clearTimeout(this.#later)
    const before = this.#source
    const folders = this.#folders
    const source = new EventSource(`/api/events?${folders.map((id) => `folder=${id}`).join('&')}`)
    this.#source = source
    source.onopen = () => {
      before?.close()
      this.#catchUp(folders)
      this.#refusals = 0
      this.#listener.status('open')
    }
    source.onerror = () => {
      before?.close()
      if (this.#source !== source) return
      // A lost stream is reconnected by the browser, with Last-Event-ID. A refused one is not.
      if (source.readyState !== EventSource.CLOSED) this.#listener.status('lost')
      else this.#refused()
    }
    for (const name of Object.keys(EVENTS)) {
      source.addEventListener(name, ({ data }) => {
        const event = eventOf(name, JSON.parse(data))
        if (event) this.#listener.event(event)
      })
    }
  }

  /** What happened before a stream was there was told to nobody: a folder that is new to it is caught up with. */
  #catchUp(folders: readonly FolderId[]): void {
    if (this.#refusals > 0) this.#listener.event({ name: 'reset', data: {} })
    else {
      for (const folderId of folders) {
        if (!this.#heard.has(folderId)) this.#listener.event({ name: 'reset', data: { folderId } })
      }
    }
    this.#heard = new Set(folders)
  }

  #refused(): void {
    this.#source = null
    this.#listener.status('refused')
    const pause = PAUSES[Math.min(this.#refusals, PAUSES.length - 1)]
    this.#refusals += 1
    this.#later = setTimeout(() => this.#open(), pause)
  }
}
