/** A place in the mailbox and its URL: `/mail/<folderId>/<messageId>?q=&in=&sort=&filter=`. */
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { FILTERS, SORTS } from '#lib/api/list-words.ts'
import type { Filter, Sort } from '#lib/api/messages.ts'
import { FOLDER_ID, folderIdOf, MESSAGE_ID } from '#lib/api/names.ts'

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
  const filters = (query.get('filter') ?? '').split(',')
  return {
    folderId: FOLDER_ID.test(folder) ? folder : INBOX,
    messageId: MESSAGE_ID.test(message) ? message : null,
    q,
    everywhere: q !== '' && query.get('in') === 'all',
    sort: SORTS.find((name) => name === query.get('sort')) ?? '-date',
    filter: [...new Set(filters.flatMap((name) => FILTERS.find((known) => known === name) ?? []))],
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
