// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
'use client'
import { Inbox, RefreshCw, SearchX } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { Folder } from '#lib/api/folders.ts'
import { currentList } from '#lib/browser/current-list.ts'
import { useFolders } from '#lib/browser/folders.ts'
import { type ListView, viewKey } from '#lib/browser/list-view.ts'
import { type MessageList as List, useMessageList } from '#lib/browser/message-list.ts'
import { go, usePlace } from '#lib/browser/place.ts'
import { selection, useSelection } from '#lib/browser/selection.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { ListHeader } from './list-header.tsx'
import { MessageGrid } from './message-grid.tsx'
import { RowSkeleton } from './message-row.tsx'

const SelectionBar = dynamic(() => import('./selection-bar.tsx').then((module) => module.SelectionBar), {
  ssr: false,
})

function folderIn(folders: readonly Folder[] | undefined, id: string): Folder | undefined {
  return folders?.find((folder) => folder.id === id)
}

/** The list of a folder or a search: its top, its rows, or why there are none. */
export function MessageList({ onFolders }: { onFolders: () => void }) {
  const { messageId, ...view } = usePlace()
  const key = viewKey(view)
  const { folders } = useFolders()
  const list = useMessageList(view)
  const selected = useSelection()
  const folder = folderIn(folders, view.folderId)
  const name = folder ? listWords.folderName(folder) : ''
  useCurrentList(list, view)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view is another selection
  useEffect(() => selection.clear(), [key])

  const selecting = selected.kind === 'view' || selected.ids.size > 0
  return (
    <section aria-label={name} className="flex h-full min-w-0 flex-col bg-surface">
      {/* The selection's bar lies over the header and is as high: no row moves under the pointer. */}
      <div className="relative flex-none">
        <div className={selecting ? 'invisible' : ''}>
          <ListHeader
            name={name}
            total={list.ids?.length ?? null}
            pending={list.pending}
            unread={folder?.unread ?? 0}
            onFolders={onFolders}
          />
        </div>
        {selecting && <SelectionBar selected={selected} list={list} view={view} name={name} />}
      </div>
      {list.ids && list.ids.length > 0 ? (
        <MessageGrid
          key={key}
          list={{ ...list, ids: list.ids }}
          view={view}
          name={name}
          selected={selected}
          openId={messageId}
          folderNameOf={(id) => (view.everywhere ? (nameOf(folders, id) ?? '') : null)}
          byRecipient={!view.everywhere && (folder?.role === 'sent' || folder?.role === 'drafts')}
        />
      ) : (
        <NoRows list={list} view={view} name={name} />
      )}
    </section>
  )
}

function nameOf(folders: readonly Folder[] | undefined, id: string): string | null {
  const folder = folderIn(folders, id)
  return folder ? listWords.folderName(folder) : null
}

/** Tells keys and buttons elsewhere which list is on the screen; asks for its first rows. */
function useCurrentList({ pages, ids, uidNext }: List, view: ListView): void {
  const key = viewKey(view)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the view is another one
  useEffect(() => {
    currentList.set({ view, pages, ids: ids ?? [], uidNext })
  }, [pages, ids, uidNext, key])
  useEffect(() => {
    if (ids === null) pages.show(0, 0)
  }, [pages, ids])
}

function NoRows({ list, view, name }: { list: List; view: ListView; name: string }) {
  if (list.error) {
    return (
      <EmptyState
        icon={RefreshCw}
        title={listWords.failed}
        action={<Button onClick={() => void list.pages.refresh()}>{networkWords.retry}</Button>}
      >
        {list.error.message}
      </EmptyState>
    )
  }
  if (list.ids === null || list.pending > 0) {
    return (
      <div role="grid" aria-label={name} aria-busy="true" className="min-h-0 flex-1 overflow-hidden">
        {Array.from({ length: 12 }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of nothing have no other name
          <RowSkeleton key={index} index={index} />
        ))}
      </div>
    )
  }
  if (view.q) return <NothingFound view={view} />
  if (view.filter.length > 0) {
    const all = () => go({ ...view, messageId: null, filter: [] }, { replace: true })
    return (
      <EmptyState
        icon={Inbox}
        title={listWords.emptyFilter}
        action={<Button onClick={all}>{listWords.clearFilter}</Button>}
      />
    )
  }
  return (
    <EmptyState icon={Inbox} title={listWords.empty(name)}>
      {listWords.emptyText}
    </EmptyState>
  )
}

function NothingFound({ view }: { view: ListView }) {
  const everywhere = () => go({ ...view, messageId: null, everywhere: true }, { replace: true })
  return (
    <EmptyState
      icon={SearchX}
      title={listWords.emptySearch(view.q)}
      action={!view.everywhere && <Button onClick={everywhere}>{listWords.searchEverywhere}</Button>}
    >
      {view.everywhere ? listWords.emptySearchEverywhere : listWords.emptySearchHere}
    </EmptyState>
  )
}
