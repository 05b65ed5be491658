/** What was done lately, here and elsewhere, and undoing it from the list. */
import { useQuery } from '@tanstack/react-query'
import type { RecentChange } from '#lib/api/recent-changes.ts'
import type { RecentAction } from '#lib/mail/recent-actions.ts'
import { callApi } from './call-api.ts'
import { changeFolder } from './change-folders.ts'
import { knownFolders } from './folders.ts'
import { mailState } from './mail-state.ts'
import { notify } from './notices.ts'
import { canUndoBatch, undoBatch } from './undoable.ts'

/** The list as far as it was read. */
export type RecentRead = {
  /** The newest first; undefined while they are read for the first time. */
  changes: RecentChange[] | undefined
  error: Error | null
  retry: () => void
}

/** What was done lately; read again whenever something was. */
export function useRecentChanges(): RecentRead {
  const { data, error, refetch } = useQuery({
    queryKey: ['recent'],
    queryFn: async ({ signal }) => (await callApi('listRecentChanges', { signal })).changes,
    // What was heard of while nobody looked is only known to be old.
    refetchOnMount: 'always',
  })
  return { changes: data, error, retry: () => void refetch() }
}

/** Undoes an action, the last of its changes first: one of this tab as its toast would. */
export function undoAction({ changes }: RecentAction): void {
  const batch = changes[0]?.batch
  if (batch && canUndoBatch(batch)) undoBatch(batch)
  else undoEach(changes)
}

function undoEach(changes: readonly RecentChange[]): void {
  const press = crypto.randomUUID()
  for (const { undo, count } of changes) {
    if (undo?.kind === 'undo') mailState().queue.add({ change: undo, count, batch: press })
    else if (undo) void undoFolder(undo)
  }
}

async function undoFolder({ id, patch }: Extract<RecentChange['undo'], { kind: 'folder' }>): Promise<void> {
  const folder = knownFolders().find((one) => one.id === id)
  try {
    if (folder) await changeFolder(folder, patch)
  } catch (error) {
    notify({ text: (error as Error).message, kind: 'problem' })
  }
}
