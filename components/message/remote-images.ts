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

// Consent is for one message and this visit: coming back to it doesn't ask again, another message does.
const consented = externalStore<ReadonlyMap<MessageId, ReadonlyMap<string, string>>>(new Map())

/** What may be loaded of a message's remote pictures by now; empty before consent. */
export function proxiedImages(id: MessageId): ReadonlyMap<string, string> {
  return consented.get().get(id) ?? NONE
}

/** The remote pictures of one message: nothing is asked for before `load`. `urls`: what the mail names. */
export function useRemoteImages(id: MessageId, urls: readonly string[]): RemoteImages {
  const [progress, setProgress] = useState<{ id: MessageId; state: 'loading' | 'failed' } | null>(null)
  const proxied = useExternalStore(consented).get(id)
  const current = progress?.id === id ? progress.state : 'blocked'
  return {
    state: proxied ? 'shown' : current,
    proxied: proxied ?? NONE,
    load: () => {
      setProgress({ id, state: 'loading' })
      callApi('allowImages', { params: { id }, body: { urls: urls.slice(0, MOST_AT_ONCE) } }).then(
        (answer) => {
          consented.set(new Map(consented.get()).set(id, new Map(Object.entries(answer.proxied))))
          setProgress(null)
        },
        () => setProgress({ id, state: 'failed' }),
      )
    },
  }
}
