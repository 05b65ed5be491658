'use client'
/** The sanitiser, fetched once: ahead, while nobody waits for it. */
import { externalStore, useExternalStore } from '#lib/browser/external-store.ts'
import type { Sanitiser } from './sanitise-mail.ts'

/** `sanitiser` is null until DOMPurify is there. Without it nothing is shown: there is no mail that is not cleaned. */
type Loaded = { sanitiser: Sanitiser | null; failed: boolean }

const store = externalStore<Loaded>({ sanitiser: null, failed: false })
let coming = false

/** Fetches it unless it is there or on its way; after a failure once more. */
export function prepareSanitiser(): void {
  if (coming) return
  coming = true
  import('./sanitise-mail.ts').then(
    ({ sanitiseMail: sanitiser }) => store.set({ sanitiser, failed: false }),
    () => {
      coming = false
      store.set({ sanitiser: null, failed: true })
    },
  )
}

export function useSanitiser(): Loaded {
  return useExternalStore(store)
}
