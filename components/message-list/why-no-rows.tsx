'use client'
import { FolderX, Inbox, RefreshCw, SearchX } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { ListView } from '#lib/browser/list-view.ts'
import type { MessageList as List } from '#lib/browser/message-list.ts'
import { go } from '#lib/browser/place.ts'
import { folderPlace, INBOX } from '#lib/mail/place.ts'
import { networkWords } from '#lib/mail/words/network.ts'
import { noRowsWords } from '#lib/mail/words/no-rows.ts'

export type NoRowsProps = {
  list: List
  view: ListView
  name: string
  /** The folder itself is not there any more. */
  gone: boolean
}

/** Says that there are no rows, or why they can't be shown. */
export function WhyNoRows({ list, view, name, gone }: NoRowsProps) {
  if (gone) return <FolderGone />
  if (list.error) {
    return (
      <EmptyState
        icon={RefreshCw}
        title={noRowsWords.failed}
        action={<Button onClick={() => void list.pages.refresh()}>{networkWords.retry}</Button>}
      >
        {list.error.message}
      </EmptyState>
    )
  }
  if (list.search?.state === 'stopped') return <EmptyState icon={SearchX} title={noRowsWords.nothingSoFar} />
  if (view.q) return <NothingFound view={view} />
  if (view.filter.length > 0) {
    const all = () => go({ ...view, messageId: null, filter: [] }, { replace: true })
    return (
      <EmptyState
        icon={Inbox}
        title={noRowsWords.emptyFilter}
        action={<Button onClick={all}>{noRowsWords.clearFilter}</Button>}
      />
    )
  }
  return (
    <EmptyState icon={Inbox} title={noRowsWords.empty(name)}>
      {noRowsWords.emptyText}
    </EmptyState>
  )
}

function FolderGone() {
  return (
    <EmptyState
      icon={FolderX}
      title={noRowsWords.folderGone}
      action={<Button onClick={() => go(folderPlace(INBOX))}>{noRowsWords.toInbox}</Button>}
    >
      {noRowsWords.folderGoneText}
    </EmptyState>
  )
}

function NothingFound({ view }: { view: ListView }) {
  const everywhere = () => go({ ...view, messageId: null, everywhere: true }, { replace: true })
  return (
    <EmptyState
      icon={SearchX}
      title={noRowsWords.emptySearch(view.q)}
      action={!view.everywhere && <Button onClick={everywhere}>{noRowsWords.searchEverywhere}</Button>}
    >
      {view.everywhere ? noRowsWords.emptySearchEverywhere : noRowsWords.emptySearchHere}
    </EmptyState>
  )
}
