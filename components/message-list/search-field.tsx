'use client'
import { CircleHelp, Search, X } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Pill } from '#components/ui/pill.tsx'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { go, usePlace } from '#lib/browser/place.ts'
import { showSearchHelp } from '#lib/browser/questions.ts'
import type { Place } from '#lib/mail/place.ts'
import { listWords } from '#lib/mail/words/list.ts'

const SEARCH_FIELD = 'search-mail'

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
  go({ ...place, messageId: null, q: words, everywhere: words !== '' && place.everywhere })
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
  const field = useRef<HTMLInputElement>(null)
  const keys = useKeyHint()('search')
  const end = () => {
    setTyped('')
    searchFor(place, '')
    field.current?.blur()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    searchFor(place, typed)
    field.current?.blur()
  }
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (typed === place.q) end()
    else setTyped(place.q)
    field.current?.blur()
  }
  return (
    <search className="contents">
      <form onSubmit={submit} className={`${FRAME} ${typed ? '' : FOLDED}`}>
        <Icon of={Search} className="pointer-events-none absolute start-[12px]" />
        <input
          ref={field}
          id={SEARCH_FIELD}
          type="search"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          maxLength={1000}
          aria-label={listWords.search}
          aria-keyshortcuts={keys['aria-keyshortcuts']}
          placeholder={listWords.search}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={leave}
          className={
            'size-full min-w-0 bg-transparent ps-10 text-text outline-none max-sm:text-[16px] ' +
            'max-sm:not-focus:placeholder:opacity-0 [&::-webkit-search-cancel-button]:hidden'
          }
        />
        <HelpButton />
        {typed ? <ClearButton onClick={end} /> : keys.hint && <KeyHint of={keys.hint} />}
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
      onClick={() => void showSearchHelp()}
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

/** Where a search looks. */
export function SearchScope() {
  const place = usePlace()
  const choose = (everywhere: boolean) => go({ ...place, messageId: null, everywhere }, { replace: true })
  return (
    <fieldset className="flex items-center gap-1.5">
      <legend className="sr-only">{listWords.searchIn}</legend>
      <Pill pressed={!place.everywhere} onClick={() => choose(false)}>
        {listWords.here}
      </Pill>
      <Pill pressed={place.everywhere} onClick={() => choose(true)}>
        {listWords.everywhere}
      </Pill>
    </fieldset>
  )
}
