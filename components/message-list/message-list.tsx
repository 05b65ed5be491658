'use client'
import dynamic from 'next/dynamic'
import { useDeferredValue, useEffect, useLayoutEffect } from 'react'
import type { Folder } from '#lib/api/folders.ts'
import { currentList } from '#lib/browser/current-list.ts'
import { refreshFolders, useFolders } from '#lib/browser/folders.ts'
import { useFolderGone } from '#lib/browser/follow-folder.ts'
import { type ListView, viewKey, viewOf } from '#lib/browser/list-view.ts'
import { type MessageList as List, useMessageList } from '#lib/browser/message-list.ts'
import { usePlace } from '#lib/browser/place.ts'
import { selection, useSelection } from '#lib/browser/selection.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { MailError } from '#lib/mail/mail-error.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { ListHeader } from './list-header.tsx'
import { MessageGrid } from './message-grid.tsx'
import { NoRows } from './no-rows.tsx'

const SelectionBar = dynamic(() => import('./selection-bar.tsx').then((module) => module.SelectionBar), {
  ssr: false,
})

const SearchProgress = dynamic(
  () => import('#components/search/search-progress.tsx').then((module) => module.SearchProgress),
  { ssr: false },
)

// Only rows of conversations are called another name.
const fetchFollowing = () => import('#lib/browser/follow-rows.ts')

function folderIn(folders: readonly Folder[] | undefined, id: string): Folder | undefined {
  return folders?.find((folder) => folder.id === id)
}

/** The list of a folder or a search: its top, its rows, or why there are none. */
export function MessageList({ onFolders }: { onFolders: () => void }) {
  const place = usePlace()
  // Which row that is shows a moment behind the message: under it on the phone, nobody sees the list.
  const openId = useDeferredValue(place.messageId)
  const view = viewOf(place, useSettings())
  const key = viewKey(view)
  const { folders } = useFolders()
  const list = useMessageList(view)
  const selected = useSelection()
  const folder = folderIn(folders, view.folderId)
  const name = folder ? listWords.folderName(folder) : ''
  const gone = useFolderGone(folders) && !view.everywhere
  useCurrentList(list, view)
  useTreeAgain(list.error)
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
            total={gone ? null : (list.ids?.length ?? null)}
            sofar={list.search?.state === 'running' ? list.search.found : null}
            unread={folder?.unread ?? 0}
            onFolders={onFolders}
          />
        </div>
        {selecting && <SelectionBar selected={selected} list={list} view={view} name={name} />}
      </div>
      {list.ids && list.ids.length > 0 && !gone ? (
        <MessageGrid
          key={key}
          list={{ ...list, ids: list.ids }}
          view={view}
          name={name}
          selected={selected}
          openId={openId}
          folderNameOf={(id) => (view.everywhere ? (nameOf(folders, id) ?? '') : null)}
          byRecipient={!view.everywhere && (folder?.role === 'sent' || folder?.role === 'drafts')}
        />
      ) : (
        <NoRows list={list} view={view} name={name} gone={gone} />
      )}
      {list.search && !list.error && <SearchProgress search={list.search} pages={list.pages} />}
    </section>
  )
}

/** A list whose folder isn't there is the first to notice: the tree tells what became of it. */
function useTreeAgain(error: Error | null): void {
  useEffect(() => {
    if (error instanceof MailError && error.code === 'not_found') void refreshFolders()
  }, [error])
}

function nameOf(folders: readonly Folder[] | undefined, id: string): string | null {
  const folder = folderIn(folders, id)
  return folder ? listWords.folderName(folder) : null
}

/** Tells keys and buttons elsewhere which list is on the screen; asks for its first rows. */
function useCurrentList({ pages, ids, members, until }: List, view: ListView): void {
  const key = viewKey(view)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when the view is another one
  useEffect(() => {
    currentList.set({ view, pages, ids: ids ?? [], members, until })
  }, [pages, ids, members, until, key])
  // Before it is painted: a row that is selected, or has the cursor, is not without it for a moment.
  useLayoutEffect(() => {
    if (ids && members.size > 0)
      fetchFollowing().then(({ followRows }) => followRows({ ids, members }), console.warn)
  }, [ids, members])
  useEffect(() => {
    if (ids === null) pages.show(0, 0)
  }, [pages, ids])
  useEffect(() => () => pages.leave(), [pages])
}
