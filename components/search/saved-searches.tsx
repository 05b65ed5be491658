'use client'
import { Ellipsis, Search } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { Menu, type MenuHandle } from '#components/ui/menu.tsx'
import type { SavedSearch } from '#lib/api/settings.ts'
import { go, usePlace } from '#lib/browser/place.ts'
import { removeSaved } from '#lib/browser/saved-searches.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { urlOf } from '#lib/mail/place.ts'
import { savedAt, savedPlace } from '#lib/mail/saved-searches.ts'
import { savedWords } from '#lib/mail/words/saved-searches.ts'
import { SavedSearchDialog } from './saved-search-dialog.tsx'

/** The saved searches, in the pane of folders. */
export function SavedSearches({ onChoose }: { onChoose: () => void }) {
  const { savedSearches } = useSettings()
  const current = savedAt(savedSearches, usePlace())
  const [renamed, setRenamed] = useState<SavedSearch | null>(null)
  const id = useId()
  return (
    <section aria-labelledby={id} className="pt-3">
      <h2 id={id} className="flex h-7 items-center ps-3 pb-0.5 text-muted text-s pointer-coarse:h-11">
        {savedWords.heading}
      </h2>
      <ul className="flex flex-col gap-0.5">
        {savedSearches.map((search) => (
          <Row
            key={search.id}
            search={search}
            isCurrent={search === current}
            onChoose={onChoose}
            onRename={() => setRenamed(search)}
          />
        ))}
      </ul>
      {renamed && <SavedSearchDialog search={renamed} onClose={() => setRenamed(null)} />}
    </section>
  )
}

type RowProps = { search: SavedSearch; isCurrent: boolean; onChoose: () => void; onRename: () => void }

function Row({ search, isCurrent, onChoose, onRename }: RowProps) {
  const menu = useRef<MenuHandle>(null)
  const nameId = useId()
  const place = savedPlace(search)
  return (
    <li
      onContextMenu={(event) => {
        event.preventDefault()
        menu.current?.openAt(event.clientX, event.clientY)
      }}
      className={
        'group/row relative flex h-[34px] items-center rounded-lg pointer-coarse:h-11 ' +
        (isCurrent ? 'bg-selected' : 'hover:bg-hover')
      }
    >
      <a
        href={urlOf(place)}
        aria-current={isCurrent ? 'page' : undefined}
        title={search.q}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
          event.preventDefault()
          go(place)
          onChoose()
        }}
        className={
          'flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-lg ps-3 pe-3 outline-offset-[-2px] ' +
          'pointer-fine:group-hover/row:pe-9 pointer-coarse:ps-7 pointer-coarse:pe-0'
        }
      >
        <Icon of={Search} className={isCurrent ? 'text-accent' : 'text-muted'} />
        <bdi id={nameId} className={`truncate ${isCurrent ? 'font-semibold' : ''}`}>
          {search.name}
        </bdi>
      </a>
      <span className="flex-none pointer-fine:absolute pointer-fine:end-1">
        <Menu
          label={savedWords.menu}
          describedBy={nameId}
          icon={Ellipsis}
          align="start"
          handle={menu}
          className={MENU}
          items={[
            { label: savedWords.rename, onSelect: onRename },
            { label: savedWords.remove, kind: 'danger', onSelect: () => removeSaved(search) },
          ]}
        />
      </span>
    </li>
  )
}

const MENU =
  '!size-7 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 ' +
  'pointer-coarse:!size-11 pointer-coarse:opacity-100'
