/** What is searched for now, and what was found lately: the pages after the first are taken from it. Bounded in memory. */
import type { SearchQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'
import { RunningWork } from '#lib/server/store/running-work.ts'
import type { MergedHits } from './merged-hits.ts'
import { RunningSearch, type SearchWish } from './running-search.ts'

// Weights are messages found, of some 12 bytes each.
const LIMITS = { milliseconds: 5 * 60_000, perOwner: 500_000, inAll: 4_000_000 }

/** What a search found, and the folders whose share is missing: those it failed in, and those it was stopped before. */
export type Found = { merged: MergedHits; failed: readonly string[]; left: readonly string[] }

type Home = { found: Kept<Found>; running: RunningWork<RunningSearch> }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const shared = globalThis as typeof globalThis & { posternSearches?: Home }

function home(): Home {
  shared.posternSearches ??= { found: new Kept(LIMITS), running: new RunningWork() }
  return shared.posternSearches
}

/** `limit`, `offset`, `wait` and `kept` say what is shown of a search: they make no other one of it. */
function keyOf({ q, folder, sort }: SearchQuery): string {
  return JSON.stringify([q, folder, sort])
}

/** What the same search found a moment ago, up to where it was stopped; undefined where that isn't known (any more). */
export function keptHits(account: Account, query: SearchQuery): Found | undefined {
  return home().found.get(account.key, keyOf(query))
}

/** The search that runs for this query already, or a new one. */
export function searchFor(account: Account, query: SearchQuery, streamed = false): RunningSearch {
  const key = keyOf(query)
  const wish: SearchWish = { query, streamed }
  return home().running.of(
    account.key,
    key,
    (ended) => new RunningSearch(account.shared, wish, ended),
    (search) => {
      const { merged, pending, failed, hits } = search
      const found = { merged, failed: failed.map(({ path }) => path), left: pending ?? [] }
      if (search.done || hits.length > 0) home().found.put(account.key, key, found, merged.total + 100)
    },
  )
}
