/** Makes what the server reports part of the truth. Hearing the same twice changes nothing more. */
import type { LiveEvent, MessagesEvent } from '#lib/api/events.ts'
import type { Folder } from '#lib/api/folders.ts'
import type { FolderId } from '#lib/api/ids.ts'
import { passes } from '#lib/mail/list-filter.ts'
import { removeFrom } from './change-world.ts'
import { learnProgress } from './long-changes.ts'
import type { MailState } from './mail-state.ts'
import { learnSend } from './send-news.ts'
import { refreshSettings } from './settings.ts'
import { forgetUndo } from './undoable.ts'

/**
 * Learns one event. `live`: the folders whose messages are reported one by one. A reset is of everything: one folder is
 * caught up with (catch-up.ts).
 */
export function learnEvent(state: MailState, event: LiveEvent, live: ReadonlySet<FolderId>): void {
  if (event.name === 'messages') learnMessages(state, event.data)
  else if (event.name === 'folders') learnFolders(state, event.data.folders, live)
  else if (event.name === 'progress') learnProgress(event.data)
  else if (event.name === 'settings') void refreshSettings(event.data.revision)
  else if (event.name === 'recent') learnRecent(state, event.data)
  else if (event.name === 'send') learnSend(event.data)
  else if (event.name === 'reset') readAgain(state)
}

function learnRecent(state: MailState, { id, undone }: { id: string; undone: boolean }): void {
  if (undone) forgetUndo(state, id)
  void state.queries.invalidateQueries({ queryKey: ['recent'] })
}

function learnMessages(
  state: MailState,
  { folderId, state: now, added, changed, removed }: MessagesEvent,
): void {
  if (changed.length > 0) state.known.setFlags(changed)
  if (removed.length > 0) removeFrom(state, removed)
  if (added.length + removed.length > 0) expireConversations(state)
  for (const { view, pages } of state.lists.values()) {
    if (view.everywhere || view.folderId !== folderId) continue
    pages.learnState(now)
    const entered = view.filter.length > 0 ? changed.filter(({ flags }) => passes(view.filter, flags)) : []
    if (added.some((id) => !pages.has(id)) || entered.some(({ id }) => !pages.shows(id))) pages.expire()
  }
}

/** Mail came or went somewhere: what is shown of a conversation is asked for again. */
export function expireConversations({ queries }: MailState): void {
  void queries.invalidateQueries({ queryKey: ['thread'] })
}

type Told = { id: FolderId; total: number; unread: number }

function learnFolders(state: MailState, told: readonly Told[], live: ReadonlySet<FolderId>): void {
  const folders = state.queries.getQueryData<Folder[]>(['folders']) ?? []
  const news = new Map(told.map((folder) => [folder.id, folder]))
  const waiting = new Set(
    state.queue.pending.filter((entry) => entry.state === 'waiting').map((entry) => entry.changeId),
  )
  for (const { id } of told) {
    state.counts.told(id, (changeId) => !waiting.has(changeId))
    if (live.has(id)) continue
    expireConversations(state)
    for (const { view, pages } of state.lists.values()) if (view.folderId === id) pages.expire()
  }
  state.queries.setQueryData(
    ['folders'],
    folders.map((folder) => {
      const { total, unread } = news.get(folder.id) ?? folder
      return { ...folder, total, unread }
    }),
  )
  // None at all, or a folder that nobody has heard of: the tree is another one.
  const known = new Set(folders.map(({ id }) => id))
  if (told.length === 0 || told.some(({ id }) => !known.has(id)))
    void state.queries.invalidateQueries({ queryKey: ['folders'] })
}

/** Reads again all that is shown. */
export function readAgain(state: MailState): void {
  for (const { pages } of state.lists.values()) pages.expire()
  void state.queries.invalidateQueries({ queryKey: ['folders'] })
  expireConversations(state)
  void state.queries.invalidateQueries({ queryKey: ['message'] })
  void state.queries.invalidateQueries({ queryKey: ['recent'] })
  void refreshSettings()
}
