/** What is searched for now, and what was found lately: the pages after the first are taken from it. Bounded in memory. */
import type { SearchQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'
import type { MergedHits } from './merged-hits.ts'
import { RunningSearch } from './running-search.ts'

// Weights are messages found, of some 12 bytes each.
const LIMITS = { milliseconds: 5 * 60_000, perOwner: 500_000, inAll: 4_000_000 }
/** Searches of one account that may go on with nobody waiting for them. */
const MOST_LINGERING = 2

type Home = { found: Kept<MergedHits>; running: Map<string, Map<string, RunningSearch>> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const shared = globalThis as typeof globalThis & { posternSearches?: Home }

function home(): Home {
  shared.posternSearches ??= { found: new Kept(LIMITS), running: new Map() }
  return shared.posternSearches
}

/** `limit`, `offset` and `wait` say what is shown of a search: they make no other one of it. */
function keyOf({ q, folder, sort }: SearchQuery): string {
  return JSON.stringify([q, folder, sort])
}

/** What the same search found a moment ago, all of it; undefined where that isn't known (any more). */
export function keptHits(account: Account, query: SearchQuery): MergedHits | undefined {
  return home().found.get(account.key, keyOf(query))
}

/** The search that runs for this query already, or a new one. */
export function searchFor(account: Account, query: SearchQuery): RunningSearch {
  const searches = home().running.get(account.key) ?? new Map<string, RunningSearch>()
  const key = keyOf(query)
  const running = searches.get(key)
  if (running) return running
  const lingering = [...searches.values()].filter(({ lingers }) => lingers)
  for (const one of lingering.slice(0, Math.max(0, lingering.length - MOST_LINGERING + 1))) one.end()
  const search = new RunningSearch(account.shared, query, (ended) => forget(account, key, ended))
  searches.set(key, search)
  home().running.set(account.key, searches)
  void search.begin()
  return search
}

function forget(account: Account, key: string, search: RunningSearch): void {
  const { found, running } = home()
  const searches = running.get(account.key)
  if (searches?.get(key) !== search) return
  if (search.done) found.put(account.key, key, search.merged, search.merged.total + 100)
  searches.delete(key)
  if (searches.size === 0) running.delete(account.key)
}
