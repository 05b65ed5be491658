/** Where the tab is: the URL is the state. */
import { createContext, use, useSyncExternalStore } from 'react'
import type { MessageId } from '#lib/api/ids.ts'
import { folderPlace, INBOX, type Place, placeOf, urlOf } from '#lib/mail/place.ts'
import { onTraversal, pushStep, replaceStep } from './page-history.ts'

const listeners = new Set<() => void>()
let read: { href: string; place: Place } | null = null

/** Where the tab is now (browser only). The same URL gives the same object. */
export function herePlace(): Place {
  const href = location.pathname + location.search
  if (read?.href !== href) read = { href, place: placeOf(location.pathname, location.search) }
  return read.place
}

function subscribe(listener: () => void): () => void {
  const endTraversals = onTraversal(listener)
  listeners.add(listener)
  return () => {
    endTraversals()
    listeners.delete(listener)
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}

/** Goes somewhere without a round trip: Back returns, unless `replace`. */
export function go(place: Place, { replace = false }: { replace?: boolean } = {}): void {
  const url = urlOf(place)
  if (url === location.pathname + location.search) return
  if (replace) replaceStep(url)
  else pushStep(url, { postern: true })
  tell()
}

/** Opens a message: the first one lies over the list in the history, the next ones take its place. */
export function openMessage(id: MessageId): void {
  const place = herePlace()
  go({ ...place, messageId: id }, { replace: place.messageId !== null })
}

/** Leaves the open message for its list: real Back where the list is what lies behind, else in its place. */
export function leaveMessage(): void {
  const place = herePlace()
  if (history.state?.postern) history.back()
  else go({ ...place, messageId: null }, { replace: true })
}

/** What the server rendered: the place during the first paint. */
export const FirstPlace = createContext<Place>(folderPlace(INBOX))

export function usePlace(): Place {
  const first = use(FirstPlace)
  return useSyncExternalStore(subscribe, herePlace, () => first)
}
