/** Search over one folder or all of them, one folder after the other, so that what is read never waits for it. */
import { folderIdOf } from '#lib/api/ids.ts'
import type { SearchPage, SearchQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { keptHits, searchFor } from './recent-searches.ts'
import { streamSearch } from './stream-search.ts'

/** What the use case needs of a call. */
export type Searching = {
  account: Account
  query: SearchQuery
  request: { signal: AbortSignal; headers: Headers }
}

/** RFC 9110 §12.5.1, as far as it goes here: who names it gets it. */
function wantsStream(headers: Headers): boolean {
  const ranges = headers.get('accept')?.split(',') ?? []
  return ranges.some((range) => range.split(';')[0]?.trim().toLowerCase() === 'text/event-stream')
}

/**
 * A page of what was found, in one order over all folders; or, where the caller asks for events, each folder as it comes.
 * The first page searches; the following ones go through what it found, so that paging neither searches again nor shifts.
 * What is gone since is left out. A search that takes longer than `wait` goes on: `pending` says where it has still to look,
 * and asking again tells more.
 * @throws MailError not_found (no such folder), refused (the server can't search so), unavailable (too slow)
 */
export async function searchMessages({ account, query, request }: Searching): Promise<SearchPage | Response> {
  if (wantsStream(request.headers)) return streamSearch(account, query, request.signal)
  const { offset, limit } = query
  const { signal } = request
  const kept = offset > 0 ? keptHits(account, query) : undefined
  if (kept)
    return {
      total: kept.total,
      offset,
      messages: await kept.page(account, offset, limit, signal),
      pending: [],
      until: kept.until,
    }
  const search = searchFor(account, query)
  const leave = search.join()
  try {
    const pending = await search.patiently(query.wait * 1_000, signal)
    const found = search.merged
    const messages = await found.page(account, offset, limit, signal)
    leave(pending.length > 0)
    return { total: found.total, offset, messages, pending: pending.map(folderIdOf), until: found.until }
  } finally {
    leave(false)
  }
}
