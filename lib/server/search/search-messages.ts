/** Search over one folder or all of them, one folder after the other, so that what is read never waits for it. */
import type { MessageSummary, SearchPage, SearchQuery } from '#lib/api/messages.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { parseQuery } from '#lib/mail/search-grammar.ts'
import type { SearchTerm } from '#lib/mail/search-term.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { findHits } from './find-hits.ts'
import { foldersToSearch } from './folders-to-search.ts'
import { MergedHits } from './merged-hits.ts'
import { keepHits, keptHits } from './recent-searches.ts'

/** How long one search may take in all, milliseconds. Every command in it has its own deadline besides. */
const DEADLINE = 120_000

/**
 * A page of what was found, in one order over all folders. The first page searches; the following ones go through
 * what it found, so that paging neither searches again nor shifts. What is gone since is left out.
 * @throws MailError not_found (no such folder), refused (the server can't search so), unavailable (too slow)
 */
export async function searchMessages({
  account,
  query,
  request,
}: {
  account: Account
  query: SearchQuery
  request: { signal: AbortSignal }
}): Promise<SearchPage> {
  const { offset, limit } = query
  const late = AbortSignal.timeout(DEADLINE)
  const signal = AbortSignal.any([request.signal, late])
  try {
    const found = (offset > 0 && keptHits(account, query)) || (await search(account, query, signal))
    const messages: MessageSummary[] = await found.page(account, offset, limit, signal)
    return { total: found.total, offset, messages, pending: [] }
  } catch (error) {
    if (late.aborted && !(error instanceof MailError))
      throw new MailError('unavailable', { retryAfter: 30, cause: error })
    throw error
  }
}

async function search(account: Account, query: SearchQuery, signal: AbortSignal): Promise<MergedHits> {
  const { term, inFolder } = parseQuery(query.q)
  const folders = await foldersToSearch(account, query.folder, inFolder)
  const named = query.folder !== 'all'
  const hits = []
  for (const path of folders) {
    const found = await searchOne(account, { path, term, sort: query.sort, signal }, named)
    if (found && found.uids.length > 0) hits.push(found)
  }
  const merged = new MergedHits(hits, query.sort)
  keepHits(account, query, merged)
  return merged
}

type OneSearch = { path: string; term: SearchTerm; sort: SearchQuery['sort']; signal: AbortSignal }

/** Of all folders, one that went away meanwhile (or can't be read) is passed over; one that was named is not. */
async function searchOne(account: Account, one: OneSearch, named: boolean) {
  try {
    return await findHits(account, one)
  } catch (error) {
    const passing = error instanceof MailError && (error.code === 'not_found' || error.code === 'forbidden')
    if (passing && !named) return null
    throw error
  }
}
