'use client'
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useMemo, useState } from 'react'
import { Marked } from '#components/ui/picker.tsx'
import { PickerSections } from '#components/ui/picker-parts.tsx'
import { useFolders } from '#lib/browser/folders.ts'
import { knownPeople } from '#lib/browser/known-people.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { restoreUsedLately, useUsedLately } from '#lib/browser/used-lately.ts'
import { type Suggestion, type SuggestionSection, searchSuggestions } from '#lib/mail/search-suggestions.ts'
import { suggestionWords } from '#lib/mail/words/search-suggestions.ts'

/** What the field has to say of its list: the DOM id of the line that the keys are on. */
export type Shown = { expanded: boolean; active: string | undefined }

export type SuggestionHandle = {
  /** Takes a key of the field's; whether it was one for the list. */
  press: (event: KeyboardEvent) => boolean
}

type ListProps = {
  /** Of the list; its lines are numbered behind it. */
  id: string
  typed: string
  caret: number
  handle: Ref<SuggestionHandle>
  onShown: (shown: Shown) => void
  onChoose: (suggestion: Suggestion) => void
  onClose: () => void
}

/** Below the search field, what may be meant. Nothing is chosen until a key or a press chooses: Enter asks for what was typed. */
export function SuggestionList({ id, typed, caret, handle, onShown, onChoose, onClose }: ListProps) {
  const sections = useSections(typed, caret)
  const all = sections.flatMap(({ suggestions }) => suggestions)
  const [moved, setMoved] = useState<{ at: number; typed: string } | null>(null)
  const at = moved?.typed === typed && moved.at < all.length ? moved.at : -1
  const active = at < 0 ? undefined : `${id}-${at}`
  const expanded = all.length > 0
  useEffect(() => onShown({ expanded, active }), [onShown, expanded, active])
  const move = (by: number) => {
    // Between the last and the first stands the field itself, with what was typed.
    const next = at + by < -1 ? all.length - 1 : at + by
    setMoved({ at: next >= all.length ? -1 : next, typed })
  }
  useImperativeHandle(handle, () => ({
    press: ({ key, altKey, ctrlKey, metaKey }) => {
      if (!expanded || altKey || ctrlKey || metaKey) return false
      const chosen = all[at]
      if (key === 'ArrowDown' || key === 'ArrowUp') move(key === 'ArrowDown' ? 1 : -1)
      else if (key === 'Enter' && chosen) onChoose(chosen)
      else if (key === 'Escape' && typed.trim() !== '') onClose()
      else return false
      return true
    },
  }))
  return <Lines id={id} sections={sections} at={at} onChoose={onChoose} />
}

function useSections(typed: string, caret: number): SuggestionSection[] {
  const { folders = [] } = useFolders()
  const labels = useSettings()
  const used = useUsedLately()
  useEffect(() => void restoreUsedLately(), [])
  // Those that were known when the field was gone to: what comes meanwhile moves no line.
  const people = useMemo(() => knownPeople(used?.senders.map(({ sender }) => sender) ?? []), [used])
  return searchSuggestions(typed, caret, {
    people,
    folders,
    labels,
    searches: used?.searches ?? [],
    today: new Date(),
  })
}

type LinesProps = {
  id: string
  sections: readonly SuggestionSection[]
  at: number
  onChoose: (suggestion: Suggestion) => void
}

function Lines({ id, sections, at, onChoose }: LinesProps) {
  const count = sections.reduce((sum, { suggestions }) => sum + suggestions.length, 0)
  const options = sections.map(({ title, suggestions }) => ({
    title,
    options: suggestions.map((one) => ({
      key: one.key,
      content: <Line suggestion={one} />,
      onChoose: () => onChoose(one),
    })),
  }))
  return (
    <div className={count > 0 ? FRAME : 'hidden'}>
      <p role="status" className="sr-only">
        {count > 0 && suggestionWords.count(count)}
      </p>
      <div
        id={id}
        role="listbox"
        aria-label={suggestionWords.list}
        // The field keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        className="max-h-[min(26rem,55dvh)] overflow-y-auto overscroll-contain p-1.5 [&>:last-child]:pb-0"
      >
        <PickerSections id={id} sections={options} at={at} onChoose={(option) => option.onChoose()} />
      </div>
    </div>
  )
}

const FRAME =
  'absolute inset-x-0 top-[calc(100%+6px)] z-30 rounded-xl border border-line bg-raised text-m text-text shadow-raised'

function Line({ suggestion: { text, spans, hint } }: { suggestion: Suggestion }) {
  return (
    <span className="flex min-w-0 flex-1 items-baseline gap-3">
      <Marked text={text} spans={spans} />
      {hint && <bdi className="ms-auto min-w-0 flex-initial truncate text-muted text-s">{hint}</bdi>}
    </span>
  )
}
