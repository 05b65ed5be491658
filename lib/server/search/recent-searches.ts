/** What is searched for now, and what was found lately: the pages after the first are taken from it. Bounded in memory. */
import type { SearchQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { RunningWork } from '#lib/server/store/running-work.ts'
import type { MergedHits } from './merged-hits.ts'
import { RunningSearch } from './running-search.ts'

// Weights are messages found, of some 12 bytes each.
const LIMITS = { milliseconds: 5 * 60_000, perOwner: 500_000, inAll: 4_000_000 }

type Home = { found: Kept<MergedHits>; running: RunningWork<RunningSearch> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const shared = globalThis as typeof globalThis & { posternSearches?: Home }

function home(): Home {
  shared.posternSearches ??= { found: new Kept(LIMITS), running: new RunningWork() }
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
  const key = keyOf(query)
  return home().running.of(
    account.key,
    key,
    (ended) => new RunningSearch(account.shared, query, ended),
    (search) => {
      if (search.done) home().found.put(account.key, key, search.merged, search.merged.total + 100)
    },
  )
}
