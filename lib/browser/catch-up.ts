/** After nobody listened, or the way to the mail was shut: what happened meanwhile, asked for as a delta, so that what is shown stays. */
import type { FolderId } from '#lib/api/ids.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { callApi } from './call-api.ts'
import { expireConversations, learnEvent } from './live-news.ts'
import type { MailState } from './mail-state.ts'

const NOTHING: ReadonlySet<FolderId> = new Set()

/**
 * Brings every list up to date, or those that show messages of one folder. What no delta is known for is read again;
 * nothing that is painted goes away first.
 */
export async function catchUp(state: MailState, only?: FolderId): Promise<void> {
  const asked = new Map<string, { folderId: FolderId; since: string }>()
  for (const { view, pages } of state.lists.values()) {
    if (only !== undefined && view.folderId !== only && !view.everywhere) continue
    const since = pages.state
    if (view.everywhere || !since || pages.snapshot.error) pages.expire()
    else asked.set(`${view.folderId} ${since}`, { folderId: view.folderId, since })
  }
  void state.queries.invalidateQueries({ queryKey: ['folders'] })
  // The words of a message never change: only one that could not be read is read again.
  void state.queries.refetchQueries({
    queryKey: ['message'],
    type: 'active',
    predicate: (query) => query.state.status === 'error',
  })
  await Promise.all([...asked.values()].map(({ folderId, since }) => catchUpFolder(state, folderId, since)))
}

async function catchUpFolder(state: MailState, folderId: FolderId, since: string): Promise<void> {
  try {
    const {
      state: now,
      added,
      changed,
      removed,
    } = await callApi('readChanges', {
      params: { id: folderId },
      query: { since },
    })
    learnEvent(state, { name: 'messages', data: { folderId, state: now, added, changed, removed } }, NOTHING)
  } catch (error) {
    if (!(error instanceof MailError)) throw error
    // Too old, renumbered, gone or still out of reach: the list itself tells which.
    for (const { view, pages } of state.lists.values()) if (view.folderId === folderId) pages.expire()
    expireConversations(state)
  }
}
