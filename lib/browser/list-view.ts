/** A list as the server is asked for it: a folder's view, or a search over all folders. */
import type { View } from '#lib/api/changes.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Place } from '#lib/mail/place.ts'
import { callApi } from './call-api.ts'
import type { Page, PageAsk } from './list-pages.ts'

/** Seconds after which a search shows what it has so far; then it is asked for the rest. */
const SEARCH_WAIT = 2

export type ListView = Omit<Place, 'messageId'>

/** The same for two views that show the same rows in the same order. */
export function viewKey({ folderId, q, everywhere, sort, filter }: ListView): string {
  return JSON.stringify([everywhere ? '*' : folderId, q, sort, everywhere ? [] : [...filter].sort()])
}

/** Whether a change of `view` is about exactly the rows of this list. */
export function isViewOf(view: View, list: ListView): boolean {
  const filters = (names: readonly string[]) => [...names].sort().join()
  return (
    view.folderId === (list.everywhere ? 'all' : list.folderId) &&
    (view.q ?? '') === list.q &&
    filters(view.filter ?? []) === filters(list.everywhere ? [] : list.filter)
  )
}

/** Reads one page of a view. @throws MailError */
export async function loadPage(view: ListView, ask: PageAsk, signal: AbortSignal): Promise<Page> {
  const { folderId, q, sort, filter } = view
  if (!view.everywhere) {
    const query = { ...ask, q, sort, filter: [...filter] }
    return callApi('listMessages', { params: { id: folderId }, query, signal })
  }
  // A search over all folders can't be centred on a message: the caller asks by place instead.
  if ('around' in ask) throw new MailError('bad_request')
  return callApi('searchMessages', { query: { q, sort, wait: SEARCH_WAIT, ...ask }, signal })
}
