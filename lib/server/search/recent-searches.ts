/** What was found lately: the pages after the first are taken from it. A few minutes, bounded in memory. */
import type { SearchQuery } from '#lib/api/messages.ts'
import type { Account } from '#lib/server/imap/account.ts'
import { Kept } from '#lib/server/store/kept.ts'
import type { MergedHits } from './merged-hits.ts'

// Weights are messages found, of some 12 bytes each.
const LIMITS = { milliseconds: 5 * 60_000, perOwner: 500_000, inAll: 4_000_000 }

// Next's route bundles don't share module instances: what there is one of lives on globalThis.
const home = globalThis as typeof globalThis & { posternSearches?: Kept<MergedHits> }

function searches(): Kept<MergedHits> {
  home.posternSearches ??= new Kept(LIMITS)
  return home.posternSearches
}

function keyOf({ q, folder, sort }: SearchQuery): string {
  return JSON.stringify([q, folder, sort])
}

/** What the same search found a moment ago; undefined where that isn't known (any more). */
export function keptHits(account: Account, query: SearchQuery): MergedHits | undefined {
  return searches().get(account.key, keyOf(query))
}

export function keepHits(account: Account, query: SearchQuery, found: MergedHits): void {
  searches().put(account.key, keyOf(query), found, found.total + 100)
}
