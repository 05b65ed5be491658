'use client'
import { ArrowUp, ChevronDown, Menu as MenuIcon, SlidersHorizontal } from 'lucide-react'
import dynamic from 'next/dynamic'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { PILL, Pill } from '#components/ui/pill.tsx'
import type { FolderId } from '#lib/api/ids.ts'
import { FILTERS } from '#lib/api/list-words.ts'
import type { Filter, Sort } from '#lib/api/messages.ts'
import { currentList, cursor } from '#lib/browser/current-list.ts'
import { useNewsAbove } from '#lib/browser/news-above.ts'
import { go, usePlace } from '#lib/browser/place.ts'
import { changeSettings, useSettings } from '#lib/browser/settings.ts'
import { show } from '#lib/browser/show-dialog.ts'
import { showsConversations, withConversations } from '#lib/mail/conversation-choice.ts'
import type { Place } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'
import { SearchField } from './search-field.tsx'
import { selectLoaded } from './select-rows.ts'

const SearchFound = dynamic(
  () => import('#components/search/search-found.tsx').then((module) => module.SearchFound),
  { ssr: false, loading: () => <div className="min-w-0 flex-1 max-sm:basis-full" /> },
)
const SearchTools = dynamic(
  () => import('#components/search/search-tools.tsx').then((module) => module.SearchTools),
  // As high as one line of them: the rows stay where they are.
  { ssr: false, loading: () => <div className="h-[38px] pointer-coarse:h-11" /> },
)

type HeaderProps = {
  name: string
  /** How many rows the view has; null while nobody knows. */
  total: number | null
  /** How many a search has found so far; null where none runs. */
  sofar: number | null
  /** Unread messages of the folder. */
  unread: number
  onFolders: () => void
}

/** The top of the list: search, the folder's name and count, how it is sorted and filtered. */
export function ListHeader({ name, total, sofar, unread, onFolders }: HeaderProps) {
  const place = usePlace()
  return (
    <header className="flex-none border-line border-b pt-[env(safe-area-inset-top)]">
      <div className="flex items-center gap-1 border-line border-b px-3 py-2.5 max-sm:h-14 max-sm:px-1.5 max-sm:py-0">
        <IconButton
          label={listWords.openFolders}
          icon={MenuIcon}
          className="max-sm:size-11! lg:hidden"
          onClick={onFolders}
        />
        {!place.q && <PhoneTitle name={name} unread={unread} />}
        <SearchField />
        {place.q && <PhoneTools place={place} />}
      </div>
      <div className="flex min-h-[46px] flex-wrap items-center gap-1.5 px-3 py-2 pointer-coarse:py-0.5">
        {place.q ? (
          <SearchFound total={total} sofar={sofar} />
        ) : (
          <h1 className="min-w-0 flex-1 truncate font-strong text-l max-sm:sr-only">
            {name}{' '}
            {total !== null && (
              <span className="font-normal text-muted text-s">{listWords.total(total)}</span>
            )}
          </h1>
        )}
        <NewsPill />
        <Pills place={place} />
      </div>
      {place.q && <SearchTools />}
    </header>
  )
}

/** The folder's name where the phone has it; it gives way to the search. */
function PhoneTitle({ name, unread }: { name: string; unread: number }) {
  return (
    <p
      aria-hidden="true"
      className="min-w-0 flex-1 truncate ps-1.5 font-strong text-[18px] [header:has(input:focus)_&]:hidden sm:hidden"
    >
      {name}
      {unread > 0 && <span className="ms-1.5 font-normal text-muted text-s">{listWords.unread(unread)}</span>}
    </p>
  )
}

/** Up here, where it lies on no row: it appears while somebody is about to press one. */
function NewsPill() {
  const { count, show } = useNewsAbove()
  const { sort } = usePlace()
  if (count === 0 || sort !== '-date') return null
  const press = () => {
    show()
    // The button goes away with what it tells, and the focus must not.
    const first = currentList.get()?.ids[0]
    if (first) cursor.set(first, { focus: true })
  }
  return (
    <Pill onClick={press} title={listWords.showNew} className="max-sm:order-1 font-semibold text-accent!">
      <Icon of={ArrowUp} size={14} />
      {listWords.newAbove(count)}
    </Pill>
  )
}

const TOOLS = `${listWords.sortMenu}, ${listWords.filterMenu}`

// As a person would look for them.
const SORT_ORDER: readonly Sort[] = ['-date', 'date', 'from', '-from', 'subject', '-subject', '-size', 'size']

/** Whether this folder's rows are conversations. */
function useConversationsItem(folderId: FolderId): MenuItem {
  const on = showsConversations(useSettings(), folderId)
  return {
    label: listWords.showConversations,
    checked: on,
    onSelect: () => changeSettings((now) => withConversations(now, folderId, !on)),
  }
}

/** How the rows are sorted, filtered and joined, and a way to flip one filter. */
function useListTools(place: Place) {
  const set = (change: Partial<Place>) => go({ ...place, messageId: null, ...change }, { replace: true })
  const flip = (name: Filter) => {
    const on = place.filter.includes(name)
    set({ filter: on ? place.filter.filter((other) => other !== name) : [...place.filter, name] })
  }
  const conversations = useConversationsItem(place.folderId)
  const sorts: MenuItem[] = SORT_ORDER.map((sort) => ({
    label: listWords.sorts[sort],
    checked: place.sort === sort,
    onSelect: () => set({ sort }),
  }))
  const filters: MenuItem[] = FILTERS.map((name) => ({
    label: listWords.filters[name],
    checked: place.filter.includes(name),
    onSelect: () => flip(name),
  }))
  // What a search finds is messages.
  const rows: MenuItem[] = place.q ? [] : ['line', conversations]
  const more: MenuItem[] = place.everywhere ? [] : ['line', ...filters, ...rows]
  const items: MenuItem[] = [
    ...sorts,
    ...more,
    'line',
    { label: listWords.selectAll, onSelect: selectLoaded },
    'line',
    { label: listWords.recent, onSelect: () => show('showRecent') },
  ]
  return { flip, items }
}

/** On the phone a search has its menu beside its field: its rows begin higher. */
function PhoneTools({ place }: { place: Place }) {
  const { items } = useListTools(place)
  return (
    <span className="sm:hidden">
      <Menu label={TOOLS} icon={SlidersHorizontal} className="size-11!" items={items} />
    </span>
  )
}

/** Unread, the filters that hold, and the menu of the others. */
function Pills({ place }: { place: Place }) {
  const { flip, items } = useListTools(place)
  const isOn = (name: Filter) => place.filter.includes(name)
  const pills = place.everywhere ? [] : FILTERS.filter((name) => name === 'unread' || isOn(name))
  return (
    <div className={`flex flex-wrap items-center gap-1.5 ${place.q ? 'max-sm:contents' : 'max-sm:flex-1'}`}>
      {pills.map((name) => (
        <Pill
          key={name}
          pressed={isOn(name)}
          onClick={() => flip(name)}
          className={place.q && !isOn(name) ? 'max-sm:hidden' : ''}
        >
          {listWords.filters[name]}
        </Pill>
      ))}
      <Menu label={TOOLS} className={`${PILL} ${place.q ? 'max-sm:hidden' : 'max-sm:ms-auto'}`} items={items}>
        <span className="sr-only">{listWords.sortMenu}: </span>
        {listWords.sorts[place.sort]}
        <Icon of={ChevronDown} size={14} />
      </Menu>
    </div>
  )
}
