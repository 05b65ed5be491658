'use client'
import { CircleHelp, Search, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useSuggestions } from '#components/search/use-suggestions.ts'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { go, usePlace } from '#lib/browser/place.ts'
import { show } from '#lib/browser/show-dialog.ts'
import type { Place } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'

const SEARCH_FIELD = 'search-mail'

const loadSuggestions = () =>
  import('#components/search/suggestion-list.tsx').then((module) => module.SuggestionList)
const SuggestionList = dynamic(loadSuggestions, { ssr: false })

/** Puts the focus into the search field (the key `/`). */
export function focusSearch(): void {
  const field = document.getElementById(SEARCH_FIELD)
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

function searchFor(place: Place, q: string): void {
  const words = q.trim()
  if (words === place.q) return
  // Who names a folder looks there, wherever one is now.
  const everywhere = words !== '' && (place.everywhere || /(^|\s)in:\S/i.test(words))
  go({ ...place, messageId: null, q: words, everywhere })
}

/** What is typed; it follows the URL when Back or Forward change the search under it. */
function useTyped(q: string): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(q)
  const [asked, setAsked] = useState(q)
  if (asked !== q) {
    setAsked(q)
    setTyped(q)
  }
  return [typed, setTyped]
}

const FRAME =
  'group/search relative flex h-[38px] min-w-0 flex-1 items-center rounded-[9px] border border-line bg-page text-muted ' +
  'focus-within:border-focus focus-within:outline-1 focus-within:outline-focus pointer-coarse:h-11 '

// On the phone it is a drawing of 44 px until it has the focus or something in it.
const FOLDED =
  'max-sm:not-focus-within:w-11 max-sm:not-focus-within:flex-none max-sm:not-focus-within:border-transparent ' +
  'max-sm:not-focus-within:bg-transparent '

/** The search: Enter asks, the cross or Escape ends it. */
export function SearchField() {
  const place = usePlace()
  const [typed, setTyped] = useTyped(place.q)
  const keys = useKeyHint()('search')
  const search = (q: string) => {
    setTyped(q)
    searchFor(place, q)
    input.current?.blur()
  }
  const { input, list, field, takesKey } = useSuggestions({ typed, onTyped: setTyped, onSearch: search })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    search(typed)
  }
  const press = (event: KeyboardEvent) => {
    if (takesKey(event) || event.key !== 'Escape') return
    event.stopPropagation()
    if (typed === place.q) return search('')
    setTyped(place.q)
    input.current?.blur()
  }
  return (
    <search className="contents">
      <form onSubmit={submit} className={`${FRAME} ${typed ? '' : FOLDED}`}>
        <Icon of={Search} className="pointer-events-none absolute start-[12px]" />
        <input
          {...field}
          ref={input}
          id={SEARCH_FIELD}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          aria-label={listWords.search}
          aria-keyshortcuts={keys['aria-keyshortcuts']}
          placeholder={listWords.search}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={press}
          onPointerEnter={() => void loadSuggestions()}
          className={
            'size-full min-w-0 bg-transparent ps-10 text-text outline-none max-sm:text-[16px] ' +
            'max-sm:not-focus:placeholder:opacity-0'
          }
        />
        <HelpButton />
        {typed ? <ClearButton onClick={() => search('')} /> : keys.hint && <KeyHint of={keys.hint} />}
        {list && <SuggestionList {...list} />}
      </form>
    </search>
  )
}

/** There while somebody is about to search; pressing it takes nothing from the field. */
function HelpButton() {
  return (
    <IconButton
      label={listWords.searchHelp}
      icon={CircleHelp}
      size={16}
      className="me-1 size-7! not-group-focus-within/search:hidden"
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => show('showSearchHelp')}
    />
  )
}

function ClearButton({ onClick }: { onClick: () => void }) {
  return (
    <IconButton label={listWords.clearSearch} icon={X} size={16} className="me-1 size-7!" onClick={onClick} />
  )
}

function KeyHint({ of }: { of: string }) {
  return (
    <span
      aria-hidden="true"
      className="pointer-events-none me-3 rounded border border-line px-1.5 text-xs max-sm:hidden pointer-coarse:hidden"
    >
      {of}
    </span>
  )
}
