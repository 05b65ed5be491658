'use client'
import { Button } from '#components/ui/button.tsx'
import type { FolderId } from '#lib/api/ids.ts'
import { useFolders } from '#lib/browser/folders.ts'
import type { SearchProgress as Progress } from '#lib/browser/list-page.ts'
import type { ListPages } from '#lib/browser/list-pages.ts'
import { folderPaths } from '#lib/mail/folder-choices.ts'
import { searchWords } from '#lib/mail/words/search.ts'

/** At the foot of a search over all folders: where it is still looking, where it did not, and what can be done about it. */
export function SearchProgress({ search, pages }: { search: Progress; pages: ListPages }) {
  const names = useNames()
  const again = () => void pages.refresh()
  if (search.state === 'running') {
    return (
      <Line text={searchWords.stillSearching(names(search.pending))}>
        <Button onClick={() => pages.stopSearch()} aria-keyshortcuts="Escape">
          {searchWords.stop}
        </Button>
      </Line>
    )
  }
  if (search.state === 'stopped') {
    return (
      <Line text={searchWords.stopped(names(search.pending))}>
        <Button onClick={again}>{searchWords.goOn}</Button>
      </Line>
    )
  }
  if (search.failed.length === 0) return null
  return (
    <Line text={searchWords.notSearched(names(search.failed))} alert>
      <Button onClick={again}>{searchWords.again}</Button>
    </Line>
  )
}

type LineProps = { text: string; alert?: boolean; children: React.ReactNode }

function Line({ text, alert = false, children }: LineProps) {
  return (
    <div
      className={
        'flex flex-none items-center gap-3 border-line border-t bg-surface py-1.5 ps-4 pe-2 text-s ' +
        'pb-[max(0.375rem,env(safe-area-inset-bottom))]'
      }
    >
      <p
        role={alert ? 'alert' : undefined}
        title={text}
        className={`line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere] ${alert ? 'text-text' : 'text-muted'}`}
      >
        {text}
      </p>
      {children}
    </div>
  )
}

/** Names of folders with those that they lie in; what has no name here (any more) is left out. */
function useNames(): (ids: readonly FolderId[]) => string[] {
  const { folders = [] } = useFolders()
  const paths = folderPaths(folders)
  return (ids) => ids.flatMap((id) => paths.get(id) ?? [])
}
