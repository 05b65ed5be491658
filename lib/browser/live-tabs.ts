/** One event stream a browser: a leader tab (Web Locks) opens it for the folders of all tabs and passes events on. */
import type { LiveEvent } from '#lib/api/events.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { EventStream, type StreamListener } from './event-stream.ts'
import { eventOf } from './live-event.ts'

/** What tabs say to each other. */
type Word =
  | { say: 'open'; tab: string; folderId: FolderId | null }
  | { say: 'bye'; tab: string }
  | { say: 'who' }
  | { say: 'event'; event: LiveEvent }
  | { say: 'status'; status: Parameters<StreamListener['status']>[0] }

/** The folders that tabs have open. */
export class OpenFolders {
  #byTab = new Map<string, FolderId>()

  set(tab: string, folderId: FolderId | null): void {
    if (folderId === null) this.#byTab.delete(tab)
    else this.#byTab.set(tab, folderId)
  }

  all(): FolderId[] {
    return [...new Set(this.#byTab.values())].sort()
  }
}

/** `show` says which folder this tab has open. */
export type LiveTab = { show: (folderId: FolderId | null) => void; stop: () => void }

/** `late`: another tab leads, and what it told before this one listened is not known here. */
type TabListener = StreamListener & { late: () => void }

/** Takes part: leads where nobody else does, else listens to the leader. `username` keeps two people's tabs apart. */
export function joinTabs(username: string, listener: TabListener): LiveTab {
  const name = `postern.live.${username}`
  const channel = new BroadcastChannel(name)
  const tab = crypto.randomUUID()
  const open = new OpenFolders()
  const ended = new AbortController()
  let mine: FolderId | null = null
  let stream: EventStream | null = null
  const say = (word: Word) => channel.postMessage(word)

  const lead = () => {
    stream = new EventStream({
      event: (event) => {
        say({ say: 'event', event })
        listener.event(event)
      },
      status: (status) => {
        say({ say: 'status', status })
        listener.status(status)
      },
    })
    open.set(tab, mine)
    stream.listenTo(open.all())
    say({ say: 'who' })
  }
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if (data.say === 'who' && mine) say({ say: 'open', tab, folderId: mine })
    else if (data.say === 'open' || data.say === 'bye') {
      open.set(data.tab, data.say === 'open' ? data.folderId : null)
      stream?.listenTo(open.all())
    } else if (data.say === 'status') listener.status(data.status)
    else if (data.say === 'event') {
      // The other tab may run another version of this code.
      const event = eventOf(data.event.name, data.event.data)
      if (event) listener.event(event)
    }
  }
  const leave = () => say({ say: 'bye', tab })
  addEventListener('pagehide', leave, { signal: ended.signal })
  // Without a secure context (plain http on a LAN) there are no locks: each tab listens for itself.
  if (!navigator.locks) lead()
  else {
    const untilStopped = () =>
      new Promise<void>((resolve) => {
        lead()
        ended.signal.addEventListener('abort', () => resolve())
      })
    const turn = () => navigator.locks.request(name, { signal: ended.signal }, untilStopped)
    const firstTry = (lock: Lock | null) => {
      if (ended.signal.aborted) return
      if (lock) return untilStopped()
      listener.late()
      turn().catch(() => undefined) // stopped while waiting
    }
    void navigator.locks.request(name, { ifAvailable: true }, firstTry)
  }
  return {
    show: (folderId) => {
      mine = folderId
      open.set(tab, folderId)
      say({ say: 'open', tab, folderId })
      stream?.listenTo(open.all())
    },
    stop: () => {
      leave()
      ended.abort()
      stream?.close()
      channel.close()
    },
  }
}
