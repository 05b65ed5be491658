'use client'
import { History } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { Folder } from '#lib/api/folders.ts'
import type { RecentChange } from '#lib/api/recent-changes.ts'
import { useClock } from '#lib/browser/clock.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { useNotices } from '#lib/browser/notices.ts'
import { undoAction, useRecentChanges } from '#lib/browser/recent-changes.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { thisTab } from '#lib/browser/this-tab.ts'
import { usePainted } from '#lib/browser/use-painted.ts'
import { folderNameOf, type RecentAction, recentActions, sentenceOf } from '#lib/mail/recent-actions.ts'
import { programName } from '#lib/mail/user-agent.ts'
import { exactDate, fullDate } from '#lib/mail/words/dates.ts'
import { recentWords } from '#lib/mail/words/recent.ts'

/** What was done lately, from any tab or device, each with its Undo for as long as there is one. */
export function RecentActions({ onClose }: { onClose: () => void }) {
  const { changes, error, retry } = useRecentChanges()
  const { folders = [] } = useFolders()
  return (
    <Dialog title={recentWords.title} description={recentWords.hint} onClose={onClose}>
      <Problem />
      {changes ? <Actions changes={changes} folders={folders} /> : <Waiting error={error} retry={retry} />}
    </Dialog>
  )
}

/** What went wrong is said here: behind the dialog nobody would hear it. */
function Problem() {
  const problem = useNotices().findLast(({ kind }) => kind === 'problem')
  return (
    <p role="alert" className="-my-1 text-danger empty:hidden [overflow-wrap:anywhere]">
      {problem?.text}
    </p>
  )
}

function Waiting({ error, retry }: { error: Error | null; retry: () => void }) {
  if (error) {
    const again = <Button onClick={retry}>{recentWords.retry}</Button>
    return (
      <EmptyState title={recentWords.failed} action={again}>
        {error.message}
      </EmptyState>
    )
  }
  return (
    <div role="status" aria-label={recentWords.loading} className="flex flex-col gap-4 py-2">
      {[1, 2, 3].map((line) => (
        <Skeleton key={line} className="h-9 w-full" />
      ))}
    </div>
  )
}

function Actions({ changes, folders }: { changes: RecentChange[]; folders: readonly Folder[] }) {
  const actions = recentActions(changes, folders)
  if (actions.length === 0)
    return (
      <EmptyState icon={History} title={recentWords.none}>
        {recentWords.noneText}
      </EmptyState>
    )
  return (
    <ul
      aria-label={recentWords.list}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard, too
      tabIndex={0}
      className="-mx-2 flex max-h-[60dvh] flex-col divide-y divide-line overflow-y-auto px-2 outline-focus"
    >
      {actions.map((action) => (
        <ActionLine key={action.id} action={action} folders={folders} />
      ))}
    </ul>
  )
}

type Action = RecentAction & { newest: RecentChange }

function ActionLine({ action, folders }: { action: Action; folders: readonly Folder[] }) {
  const { now, timeZone } = useClock()
  const settings = useSettings()
  const { at, by } = action.newest
  const what = sentenceOf(action, folders, settings)
  const where = placesOf(action, folders)
  return (
    <li className="flex items-center gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere]">{what}</p>
        <p className="text-muted text-s [overflow-wrap:anywhere]">
          {where && <>{where} · </>}
          <time dateTime={at} title={exactDate(at, timeZone)}>
            {fullDate(at, now, timeZone)}
          </time>{' '}
          · <span title={by.userAgent}>{deviceOf(by)}</span>
        </p>
      </div>
      <UndoButton action={action} what={what} />
    </li>
  )
}

/** Where the messages were. What was done to a folder names it already. */
function placesOf({ newest, folders: ids }: Action, folders: readonly Folder[]): string {
  if (newest.deed.kind.endsWith('Folder')) return ''
  return recentWords.folders(ids.map((id) => folderNameOf(id, folders)))
}

function deviceOf({ current, tab, userAgent }: RecentChange['by']): string {
  if (tab === thisTab()) return recentWords.thisTab
  return current ? recentWords.otherTab : programName(userAgent)
}

/** It stays when it was pressed, so that the focus does: then it says what became of it. */
function UndoButton({ action, what }: { action: Action; what: string }) {
  const tokens = action.changes.map(({ undo }) => (undo?.kind === 'undo' ? undo.token : null))
  const undoing = usePainted().pending.some(
    ({ change }) => change.kind === 'undo' && tokens.includes(change.token),
  )
  const open = action.state === 'open' && !undoing
  if (action.state !== 'open' && action.state !== 'undone')
    return (
      <span className="max-w-32 flex-none text-end text-muted text-s">
        {action.state === 'final' ? recentWords.final : recentWords.closed}
      </span>
    )
  const state = undoing ? recentWords.undoing : recentWords.undone
  return (
    <Button
      kind="text"
      aria-label={open ? recentWords.undoNamed(what) : undefined}
      aria-disabled={!open}
      onClick={() => open && undoAction(action)}
      className="-me-3.5 flex-none aria-disabled:text-muted aria-disabled:hover:bg-transparent!"
    >
      {open ? recentWords.undo : state}
    </Button>
  )
}
