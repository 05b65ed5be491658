/** Search over one folder or all of them, on connections apart, so that what is read never waits for it. */
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
 * and asking again tells more. A folder that can't be searched is in `failed`, unless it is the only one.
 * @throws MailError not_found (no such folder), refused (the server can't search so), unavailable (too slow)
 */
export async function searchMessages({ account, query, request }: Searching): Promise<SearchPage | Response> {
  if (wantsStream(request.headers)) return streamSearch(account, query, request.signal)
  const { offset, limit } = query
  const { signal } = request
  const found = keptHits(account, query)
  if (!found || !(query.kept || (offset > 0 && found.left.length === 0)))
    return await searchPage({ account, query, request })
  return {
    total: found.merged.total,
    offset,
    messages: await found.merged.page(account, offset, limit, signal),
    pending: found.left.map(folderIdOf),
    failed: found.failed.map(folderIdOf),
    until: found.merged.until,
  }
}

async function searchPage({ account, query, request: { signal } }: Searching): Promise<SearchPage> {
  const { offset, limit } = query
  const search = searchFor(account, query)
  const leave = search.join()
  try {
    const pending = await search.patiently(query.wait * 1_000, signal)
    const { merged, failed } = search
    const messages =
      offset === 0
        ? await merged.firstPage(account, limit, signal)
        : await merged.page(account, offset, limit, signal)
    // Somebody who goes through what was found asks for no more of it.
    leave(pending.length > 0 && !query.kept)
    return {
      total: merged.total,
      offset,
      messages,
      pending: pending.map(folderIdOf),
      failed: failed.map(({ path }) => folderIdOf(path)),
      until: merged.until,
    }
  } finally {
    leave(false)
  }
}
