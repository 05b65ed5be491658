// biome-ignore-all lint/a11y/useSemanticElements: rows are placed by hand, and a table would not let them
'use client'
import { FolderX, Inbox, RefreshCw, SearchX } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ListView } from '#lib/browser/list-view.ts'
import type { MessageList as List } from '#lib/browser/message-list.ts'
import { go } from '#lib/browser/place.ts'
import { folderPlace, INBOX } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { RowSkeleton } from './message-row.tsx'

type NoRowsProps = {
  list: List
  view: ListView
  name: string
  /** The folder itself is not there any more. */
  gone: boolean
}

/** What stands where no rows do: they are on their way, there are none, or why they can't be shown. */
export function NoRows({ list, view, name, gone }: NoRowsProps) {
  if (gone) return <FolderGone />
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

function FolderGone() {
  return (
    <EmptyState
      icon={FolderX}
      title={listWords.folderGone}
      action={<Button onClick={() => go(folderPlace(INBOX))}>{listWords.toInbox}</Button>}
    >
      {listWords.folderGoneText}
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
