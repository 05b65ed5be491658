/** What a tab begins with: what the server put into the page, learned by a new state or by the one that is there. */
import { QueryClient } from '@tanstack/react-query'
import type { Folder } from '#lib/api/folders.ts'
import type { Message } from '#lib/api/messages.ts'
import type { Session } from '#lib/api/session.ts'
import type { Settings } from '#lib/api/settings.ts'
import { FIRST_SETTINGS } from '#lib/api/settings-start.ts'
import type { Place } from '#lib/mail/place.ts'
import { ChangeQueue } from './change-queue.ts'
import { externalStore } from './external-store.ts'
import { FolderCounts } from './folder-counts.ts'
import { KnownMessages } from './known-messages.ts'
import type { Page } from './list-page.ts'
import { viewOf } from './list-view.ts'
import { listOf } from './lists.ts'
import { type KeptInFolders, type MailState, stateOfThisTab } from './mail-state.ts'
import { type Painted, paint } from './painted.ts'

/** What the server put into the page: nothing of it need be asked for again. */
export type FirstMail = {
  place: Place
  /** When it was read, ISO 8601: what "today" is until the tab's own clock takes over. */
  now: string
  session?: Session
  settings?: Settings
  folders?: Folder[]
  page?: Page
  message?: Message
}

function newState(): MailState {
  const known = new KnownMessages()
  const state: MailState = {
    queries: new QueryClient({
      // Live updates keep what was read true; a failure is tried again twice, then said.
      defaultOptions: {
        queries: { staleTime: Number.POSITIVE_INFINITY, retry: 2, refetchOnWindowFocus: false },
      },
    }),
    known,
    queue: new ChangeQueue(),
    counts: new FolderCounts(),
    painted: externalStore<Painted>(paint(known, [])),
    keptKeywords: externalStore<KeptInFolders>(new Map()),
    lists: new Map(),
  }
  const repaint = () => state.painted.set(paint(known, state.queue.pending))
  known.subscribe(repaint)
  state.queue.subscribe(repaint)
  return state
}

/** The state to render with, what the server sent learned. */
export function stateFor(first: FirstMail): MailState {
  const state = stateOfThisTab(newState)
  if (first.session) state.queries.setQueryData(['session'], first.session)
  if (first.folders) state.queries.setQueryData(['folders'], first.folders)
  if (first.message) state.queries.setQueryData(['message', first.message.id], first.message)
  if (first.page) listOf(state, viewOf(first.place, first.settings ?? FIRST_SETTINGS), first.page)
  return state
}
