/** What the search field does with its list of suggestions, which is fetched when somebody goes to the field. */
import { type KeyboardEvent, type SyntheticEvent, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { Suggestion } from '#lib/mail/search-suggestions.ts'
import type { Shown, SuggestionHandle } from './suggestion-list.tsx'

type Field = {
  typed: string
  onTyped: (typed: string) => void
  /** A whole search was chosen. */
  onSearch: (q: string) => void
}

const CLOSED: Shown = { expanded: false, active: undefined }

/** `list`: for the list, null while it is not shown; `field`: for the input; `takesKey`: whether a key was one for the list. */
export function useSuggestions({ typed, onTyped, onSearch }: Field) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const handle = useRef<SuggestionHandle>(null)
  const [open, setOpen] = useState(false)
  const [caret, setCaret] = useState(0)
  const [shown, onShown] = useState(CLOSED)
  const close = () => {
    setOpen(false)
    onShown(CLOSED)
  }
  const choose = ({ q, caret: at, whole }: Suggestion) => {
    if (whole) return onSearch(q)
    flushSync(() => {
      onTyped(q)
      setCaret(at)
    })
    input.current?.setSelectionRange(at, at)
  }
  const learnCaret = ({ currentTarget: { selectionStart, value } }: SyntheticEvent<HTMLInputElement>) =>
    setCaret(selectionStart ?? value.length)
  const takesKey = (event: KeyboardEvent): boolean => {
    const taken = open && !event.nativeEvent.isComposing && (handle.current?.press(event) ?? false)
    if (taken) {
      event.preventDefault()
      event.stopPropagation()
    } else if (event.key === 'ArrowDown') setOpen(true)
    return taken
  }
  return {
    input,
    takesKey,
    close,
    list: open ? { id, typed, caret, handle, onShown, onChoose: choose, onClose: close } : null,
    field: {
      role: 'combobox' as const,
      'aria-autocomplete': 'list' as const,
      'aria-expanded': shown.expanded,
      'aria-controls': shown.expanded ? id : undefined,
      'aria-activedescendant': shown.active,
      // A search that is open is not typed anew: it is shown as it stands.
      onFocus: () => setOpen(typed === ''),
      onBlur: close,
      onInput: (event: SyntheticEvent<HTMLInputElement>) => {
        learnCaret(event) // not every keyboard moves the selection in a way that is told
        setOpen(true)
      },
      onSelect: learnCaret,
    },
  }
}
