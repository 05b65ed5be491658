/** A list as the server is asked for it: a folder's view, or a search over all folders. */
import type { View } from '#lib/api/changes.ts'
import type { MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import type { Settings } from '#lib/api/settings.ts'
import { showsConversations } from '#lib/mail/conversation-choice.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import type { Place } from '#lib/mail/place.ts'
import { callApi } from './call-api.ts'
import type { Page, PageAsk, SoFar } from './list-page.ts'

/** `threads`: its rows are conversations. */
export type ListView = Omit<Place, 'messageId'> & { threads?: boolean }

/** The list of a place, its rows as the person chose. What a search finds is messages. */
export function viewOf({ messageId, ...place }: Place, settings: Pick<Settings, 'conversations'>): ListView {
  const threads = !place.everywhere && place.q === '' && showsConversations(settings, place.folderId)
  return { ...place, threads }
}

/** The same for two views that show the same rows in the same order. */
export function viewKey({ folderId, q, everywhere, sort, filter, threads = false }: ListView): string {
  if (everywhere) return JSON.stringify(['*', q, sort])
  return JSON.stringify([folderId, q, sort, [...filter].sort(), threads])
}

function isWhole({ q, filter }: ListView): boolean {
  return q === '' && filter.length === 0
}

/** Whether a change of `view` is about exactly the rows of this list. */
export function isViewOf(view: View, list: ListView): boolean {
  const filters = (names: readonly string[]) => [...names].sort().join()
  return (
    view.folderId === (list.everywhere ? 'all' : list.folderId) &&
    (view.q ?? '') === list.q &&
    // A folder as a whole is the same messages either way.
    (isWhole(list) || (view.threads ?? false) === (list.threads ?? false)) &&
    filters(view.filter ?? []) === filters(list.everywhere ? [] : list.filter)
  )
}

/** As `keep=` names them. After a new UIDVALIDITY none of them is there any more. */
function keptRows(keep: readonly MessageId[]): string | undefined {
  const names = keep.map(messageNameOf)
  const [first] = names
  return first && `${first.uidValidity}:${names.map(({ uid }) => uid).join(',')}`
}

/**
 * Reads one page of a view; `keep` are rows of it that no longer fit its filter. A search over all folders is made anew
 * where `sofar` hears of it, else its pages are of what it has found. @throws MailError
 */
export async function loadPage(
  view: ListView,
  ask: PageAsk,
  signal: AbortSignal,
  keep: readonly MessageId[],
  sofar?: SoFar,
): Promise<Page> {
  const { folderId, q, sort, filter, threads = false } = view
  if (!view.everywhere) {
    const query = { ...ask, q, sort, filter: [...filter], threads, keep: keptRows(keep) }
    return callApi('listMessages', { params: { id: folderId }, query, signal })
  }
  // A search over all folders can't be centred on a message: the caller asks by place instead.
  if ('around' in ask) throw new MailError('bad_request')
  if (sofar) {
    const { streamSearch } = await import('./search-stream.ts')
    return streamSearch({ q, sort }, signal, sofar)
  }
  const query = { q, sort, kept: true, ...ask }
  const { total, offset, messages, until } = await callApi('searchMessages', { query, signal })
  return { total, offset, messages, until }
}
