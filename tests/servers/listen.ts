/** A browser that listens to the events of its account. */
import { expect, vi } from 'vitest'
import type { LiveEvent } from '#lib/api/events.ts'
import type { Api } from './postern.ts'

type Data<N extends LiveEvent['name']> = Extract<LiveEvent, { name: N }>['data']

export type Listening = {
  /** What was told so far under this name. */
  told: <N extends LiveEvent['name']>(name: N) => Data<N>[]
  /** Waits until something like this was told; 60 s at most. */
  until: <N extends LiveEvent['name']>(name: N, fits?: (data: Data<N>) => boolean) => Promise<void>
  /** What was told is forgotten: `told` begins anew. */
  forget: () => void
  stop: () => Promise<void>
}

/** Opens the stream of events for the inbox and these folders, and waits for its first word. */
export async function listen(api: Api, ...folderIds: string[]): Promise<Listening> {
  const hangUp = new AbortController()
  const query = folderIds.map((id) => `folder=${id}`).join('&')
  const request = new Request(`http://postern.test/api/events?${query}`, { signal: hangUp.signal })
  const reader = (await api.raw(request)).body?.getReader() ?? expect.fail('no stream')
  let text = ''
  const reading = (async () => {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      text += new TextDecoder().decode(piece.value)
  })().catch((error: unknown) => {
    if (!hangUp.signal.aborted) throw error
  })
  const told: Listening['told'] = (name) =>
    [...text.matchAll(new RegExp(`event: ${name}\ndata: (.*)\n`, 'g'))].map(
      // Events share the names of fields and not their types: what is of any of them is `never`.
      ([, data]) => JSON.parse(data ?? '') as never,
    )
  const until: Listening['until'] = (name, fits = () => true) =>
    vi.waitFor(() => expect(told(name).some(fits), `${name} in ${text}`).toBe(true), {
      timeout: 60_000,
      interval: 50,
    })
  await until('connection')
  const stop = async () => {
    hangUp.abort()
    await reader.cancel().catch(() => undefined)
    await reading
  }
  return {
    told,
    until,
    forget: () => {
      text = ''
    },
    stop,
  }
}
