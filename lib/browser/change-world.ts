/** What the change queue does to the world: sends, keeps, and teaches the tab what came of a change. */
import type { ChangeResult } from '#lib/api/changes.ts'
import type { FolderId, MessageId } from '#lib/api/ids.ts'
import { messageNameOf } from '#lib/api/names.ts'
import { covers, flagsAfter } from '#lib/mail/apply-change.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { changeWords } from '#lib/mail/words/changes.ts'
import { callApi } from './call-api.ts'
import { sayDone, sayFailed } from './change-outcome.ts'
import { LONG_CHANGE } from './change-parts.ts'
import { isViewOf } from './list-view.ts'
import { showLongChanges } from './long-changes.ts'
import type { MailState } from './mail-state.ts'
import { notify } from './notices.ts'
import { noteArrivals } from './own-arrivals.ts'
import type { PendingChange } from './pending-change.ts'
import type { QueueWorld } from './queue-world.ts'
import { mayRepeat, noticingOutage, pauseBefore } from './repeat-change.ts'
import { storeChanges, storedChanges } from './stored-changes.ts'

/** So long (ms) the server has to tell the new counts before they are asked for. */
const COUNTS_DUE = 2000

/** From now on the tab's changes are sent; what an earlier page of it left behind goes on. */
export async function startChanges(state: MailState): Promise<void> {
  // Read first: the first change that is kept takes its place.
  const left = storedChanges(Date.now())
  if (!state.queue.begin(changeWorld(state))) return
  const entries = await left
  if (entries.length > 0) state.queue.restore(entries)
}

function changeWorld(state: MailState): QueueWorld {
  return {
    send: (change) => noticingOutage(callApi('changeMessages', { body: change })),
    mayRepeat,
    pause: pauseBefore,
    stop: (entry) => void stopOnServer(state, entry),
    save: (pending) => {
      storeChanges(pending)
      showLongChanges(pending)
    },
    done: (entry, result) => {
      if (result.stopped) learnPart(state, entry)
      else learn(state, entry, result)
      sayDone(entry, result)
      void state.queries.invalidateQueries({ queryKey: ['recent'] })
    },
    failed: (entry, error) => {
      learnPart(state, entry)
      sayFailed(entry, error)
      void state.queries.invalidateQueries({ queryKey: ['recent'] })
    },
  }
}

/** A change of few messages is over before it could be stopped. One that isn't known has ended: its answer tells. */
async function stopOnServer(state: MailState, { changeId, count }: PendingChange): Promise<void> {
  if (count <= LONG_CHANGE) return
  try {
    await callApi('stopChange', { params: { changeId } })
  } catch (error) {
    if (!(error instanceof MailError) || error.code === 'not_found') return
    state.queue.notStopped(changeId)
    notify({ text: changeWords.notStopped(error.detail), kind: 'problem' })
  }
}

/** A change was done for a part of its messages, or none: nobody here knows which. Things are read again. */
function learnPart(state: MailState, { changeId }: PendingChange): void {
  state.counts.drop(changeId)
  for (const { pages } of state.lists.values()) pages.expire()
  void state.queries.invalidateQueries({ queryKey: ['folders'] })
}

/** Makes what a change did part of the truth, so that it stays when the change is no longer painted. */
function learn(state: MailState, entry: PendingChange, result: ChangeResult): void {
  const { change } = entry
  noteArrivals(result)
  if (change.kind === 'flag') {
    const covered = [...state.known.ids()].filter((id) => covers(entry, id))
    const flagsOf = (id: MessageId) => flagsAfter([entry], id, state.known.flagsOf(id) ?? [])
    state.known.setFlags(covered.map((id) => ({ id, flags: [...flagsOf(id)] })))
  }
  if (result.updated) state.known.setFlags(result.updated)
  if (change.kind === 'undo') expireFolders(state, foldersOf(result))
  else if (change.kind !== 'flag' && change.kind !== 'copy') leave(state, entry)
  if (result.missing.length > 0) removeFrom(state, result.missing)
  if ('to' in change) expireFolders(state, new Set([change.to]))
  checkCounts(state, entry.changeId)
}

function foldersOf(result: ChangeResult): Set<FolderId> | 'all' {
  if (!result.moved) return result.updated ? new Set() : 'all'
  const ids = result.moved.flatMap(({ from, to }) => (to ? [from, to] : [from]))
  return new Set(ids.map((id) => messageNameOf(id).folderId))
}

function expireFolders(state: MailState, folders: Set<FolderId> | 'all'): void {
  for (const { view, pages } of state.lists.values()) {
    if (folders === 'all' || folders.has(view.folderId)) pages.expire()
  }
}

/** Takes messages out of the lists that hold them. */
export function removeFrom(state: MailState, ids: readonly MessageId[]): void {
  for (const { view, pages } of state.lists.values()) {
    const here = ids.filter((id) =>
      view.everywhere ? pages.has(id) : messageNameOf(id).folderId === view.folderId,
    )
    pages.remove(here)
  }
}

function leave(state: MailState, entry: PendingChange): void {
  const { change } = entry
  if (change.kind === 'undo') return
  if ('ids' in change.messages) {
    removeFrom(state, change.messages.ids)
    return
  }
  const { all } = change.messages
  for (const { view, pages } of state.lists.values()) {
    if (isViewOf(all, view)) pages.removeView((id) => covers(entry, id))
    else if (all.folderId === 'all' || view.folderId === all.folderId || view.everywhere) pages.expire()
  }
}

/** The counts come with the live events; where they don't, they are asked for. */
function checkCounts(state: MailState, changeId: string): void {
  setTimeout(() => {
    state.counts.drop(changeId)
    void state.queries.invalidateQueries({ queryKey: ['folders'] })
  }, COUNTS_DUE)
}
