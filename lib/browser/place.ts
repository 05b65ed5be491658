/** Where the person is: the URL is the state, `/mail/<folderId>/<messageId>?q=&in=&sort=&filter=`. */
import { createContext, use, useSyncExternalStore } from 'react'
import { FolderId, folderIdOf, MessageId } from '#lib/api/ids.ts'
import { Filter, Sort } from '#lib/api/messages.ts'

/** A view of the mailbox and the message that is open in it. */
export type Place = {
  folderId: FolderId
  messageId: MessageId | null
  /** The search, as typed; `""` for none. */
  q: string
  /** Whether the search is over all folders. */
  everywhere: boolean
  sort: Sort
  filter: readonly Filter[]
}

export const INBOX = folderIdOf('INBOX')

/** The list of a folder as it is opened: newest first, everything. */
export function folderPlace(folderId: FolderId): Place {
  return { folderId, messageId: null, q: '', everywhere: false, sort: '-date', filter: [] }
}

/** A path and query → the place. What can't be understood counts as left out: an old link still opens. */
export function placeOf(pathname: string, search: string): Place {
  const [, , folder = '', message = ''] = pathname.split('/').map((step) => {
    try {
      return decodeURIComponent(step)
    } catch {
      return '' // a malformed escape names nothing
    }
  })
  const query = new URLSearchParams(search)
  const q = (query.get('q') ?? '').slice(0, 1000)
  const filters = (query.get('filter') ?? '').split(',').map((name) => Filter.safeParse(name))
  return {
    folderId: FolderId.safeParse(folder).data ?? INBOX,
    messageId: MessageId.safeParse(message).data ?? null,
    q,
    everywhere: q !== '' && query.get('in') === 'all',
    sort: Sort.safeParse(query.get('sort')).data ?? '-date',
    filter: [...new Set(filters.flatMap((filter) => filter.data ?? []))],
  }
}

/** The place → its path and query, shortest form. */
export function urlOf({ folderId, messageId, q, everywhere, sort, filter }: Place): string {
  const query = new URLSearchParams()
  if (q) query.set('q', q)
  if (q && everywhere) query.set('in', 'all')
  if (sort !== '-date') query.set('sort', sort)
  if (filter.length > 0) query.set('filter', filter.join(','))
  const path = `/mail/${folderId}${messageId ? `/${messageId}` : ''}`
  return query.size > 0 ? `${path}?${query.toString().replaceAll('%2C', ',')}` : path
}

const listeners = new Set<() => void>()
let read: { href: string; place: Place } | null = null

/** Where the tab is now (browser only). The same URL gives the same object. */
export function herePlace(): Place {
  const href = location.pathname + location.search
  if (read?.href !== href) read = { href, place: placeOf(location.pathname, location.search) }
  return read.place
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', tell)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) removeEventListener('popstate', tell)
  }
}

function tell(): void {
  for (const listener of [...listeners]) listener()
}

/** Goes somewhere without a round trip: Back returns, unless `replace`. */
export function go(place: Place, { replace = false }: { replace?: boolean } = {}): void {
  const url = urlOf(place)
  if (url === location.pathname + location.search) return
  if (replace) history.replaceState({ ...history.state }, '', url)
  else history.pushState({ postern: true }, '', url)
  tell()
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
