'use client'
import { useState } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { callApi } from '#lib/browser/call-api.ts'
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'

export type RemoteImages = {
  state: 'blocked' | 'loading' | 'shown' | 'failed'
  /** Remote address → path of the image proxy; empty before consent. */
  proxied: ReadonlyMap<string, string>
  load: () => void
}

const NONE: ReadonlyMap<string, string> = new Map()
const MOST_AT_ONCE = 1000

type Consent = { asked: ReadonlySet<string>; proxied: ReadonlyMap<string, string> }

// Consent is for one message and this visit: coming back to it doesn't ask again, another message does; and so does one
// inside it, whose pictures are others.
const consented = externalStore<ReadonlyMap<MessageId, Consent>>(new Map())

function consent(id: MessageId, urls: readonly string[], proxied: Record<string, string>): void {
  const before = consented.get().get(id)
  const asked = new Set([...(before?.asked ?? []), ...urls])
  const all = new Map([...(before?.proxied ?? []), ...Object.entries(proxied)])
  consented.set(new Map(consented.get()).set(id, { asked, proxied: all }))
}

/** What may be loaded of a message's remote pictures by now; empty before consent. */
export function proxiedImages(id: MessageId): ReadonlyMap<string, string> {
  return consented.get().get(id)?.proxied ?? NONE
}

/** The remote pictures of one message: nothing is asked for before `load`. `urls`: what the mail names. */
export function useRemoteImages(id: MessageId, urls: readonly string[]): RemoteImages {
  const [progress, setProgress] = useState<{ id: MessageId; state: 'loading' | 'failed' } | null>(null)
  const given = useExternalStore(consented).get(id)
  const current = progress?.id === id ? progress.state : 'blocked'
  return {
    state: given && urls.every((url) => given.asked.has(url)) ? 'shown' : current,
    proxied: given?.proxied ?? NONE,
    load: () => {
      setProgress({ id, state: 'loading' })
      const some = urls.slice(0, MOST_AT_ONCE)
      callApi('allowImages', { params: { id }, body: { urls: some } }).then(
        (answer) => {
          consent(id, urls, answer.proxied)
          setProgress(null)
        },
        () => setProgress({ id, state: 'failed' }),
      )
    },
  }
}
