/** What this tab knows and what it has under way. */
import type { QueryClient } from '@tanstack/react-query'
import { createContext, use } from 'react'
import type { FolderId } from '#lib/api/ids.ts'
import type { ChangeQueue } from './change-queue.ts'
import type { ExternalStore } from './external-store.ts'
import type { FolderCounts } from './folder-counts.ts'
import type { KnownMessages } from './known-messages.ts'
import type { KeptKeywords } from './list-page.ts'
import type { ListPages } from './list-pages.ts'
import type { ListView } from './list-view.ts'
import type { Painted } from './painted.ts'

export type KeptList = { view: ListView; pages: ListPages }

/** Which keywords messages can have, by folder. */
export type KeptInFolders = ReadonlyMap<FolderId, KeptKeywords>

export type MailState = {
  queries: QueryClient
  known: KnownMessages
  queue: ChangeQueue
  counts: FolderCounts
  painted: ExternalStore<Painted>
  keptKeywords: ExternalStore<KeptInFolders>
  /** By view key, the last one used at the end. */
  lists: Map<string, KeptList>
}

let ofThisTab: MailState | null = null

/** The tab's state, for what isn't a component. Browser only, after the page has begun to render. */
export function mailState(): MailState {
  if (!ofThisTab) throw new Error('the mail state is used before the page rendered')
  return ofThisTab
}

/** The tab's state, made by `make` at first. On the server each render has its own: two people's mail never meet. */
export function stateOfThisTab(make: () => MailState): MailState {
  const state = ofThisTab ?? make()
  if (typeof window !== 'undefined') ofThisTab = state
  return state
}

export const MailContext = createContext<MailState | null>(null)

export function useMailState(): MailState {
  const state = use(MailContext)
  if (!state) throw new Error('no MailProvider around')
  return state
}
