/** The event stream as a test hears it. */
import { onTestFinished } from 'vitest'
import type { LiveEvent } from '#lib/api/events.ts'
import { folderIdOf } from '#lib/api/ids.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { listenEvents } from '#lib/server/live/listen-events.ts'

type Heard = LiveEvent & { id: string }
/** A stream of events, and what was heard on it. */
export type Listener = {
  response: Response
  heard: Heard[]
  /** Waits (at most 45 s) for an event that fits, also one already heard. */
  until: <N extends LiveEvent['name']>(
    name: N,
    fits?: (data: Extract<LiveEvent, { name: N }>['data']) => boolean,
  ) => Promise<Extract<Heard, { name: N }>>
  closed: Promise<void>
  hangUp: () => void
}

/** Opens the event stream of an account, as one tab does, and hangs up when the test is over. */
export async function listen(
  account: Account,
  { folders = [], sid = 'sid', lastEventId }: { folders?: string[]; sid?: string; lastEventId?: string } = {},
): Promise<Listener> {
  const hangingUp = new AbortController()
  onTestFinished(() => hangingUp.abort())
  const request = new Request('http://localhost/api/events', {
    signal: hangingUp.signal,
    headers: lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId },
  })
  const response = await listenEvents({
    account,
    query: { folder: folders.map(folderIdOf) },
    request,
    signedIn: { sid },
  })
  const heard: Heard[] = []
  const waiting = new Set<() => void>()
  const closed = readEvents(response, (event) => {
    heard.push(event)
    for (const look of waiting) look()
  })
  const until = (name: LiveEvent['name'], fits: (data: never) => boolean = () => true) =>
    new Promise<Heard>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${name} in ${JSON.stringify(heard)}`)), 45_000)
      const look = () => {
        const found = heard.find((event) => event.name === name && fits(event.data as never))
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      waiting.add(look)
      look()
    })
  return { response, heard, until: until as Listener['until'], closed, hangUp: () => hangingUp.abort() }
}

async function readEvents(response: Response, onEvent: (event: Heard) => void): Promise<void> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]))
      const data = fields.get('data')
      if (data) onEvent({ id: fields.get('id'), name: fields.get('event'), data: JSON.parse(data) } as Heard)
    }
  }
}
