'use client'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useState } from 'react'
import { Marked } from '#components/ui/picker.tsx'
import { PickerLine } from '#components/ui/picker-parts.tsx'
import { useRecipients } from '#lib/browser/recipients.ts'
import type { FoundPerson } from '#lib/mail/match-people.ts'
import { isSendable } from '#lib/mail/recipient-chips.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import type { Chips } from './use-chips.ts'

type RecipientInputProps = {
  id: string
  label: string
  chips: Chips
  focused: boolean
  onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void
  onPaste: (event: ClipboardEvent<HTMLInputElement>) => void
}

/** Where a recipient is typed, with those who may be meant below it (ARIA practices, combobox with a listbox). */
export function RecipientInput({ id, label, chips, focused, onKeyDown, onPaste }: RecipientInputProps) {
  const { typed, input } = chips
  const list = useChoice(chips)
  const { found, at } = list
  useEffect(() => {
    if (focused) input.current?.focus()
  }, [focused, input])
  return (
    <>
      <input
        ref={input}
        id={id}
        role="combobox"
        aria-label={label}
        aria-expanded={found.length > 0}
        aria-controls={found.length > 0 ? `${id}-list` : undefined}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        inputMode="email"
        enterKeyHint="next"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        // As wide as what is typed, so that the next chip stands beside it.
        size={Math.min(40, Math.max(4, typed.length + 1))}
        onChange={(event) => list.type(event.target.value)}
        onPaste={onPaste}
        onBlur={() => {
          list.close()
          chips.make()
        }}
        onKeyDown={(event) => {
          list.press(event)
          onKeyDown(event)
        }}
        className={
          'h-7 min-w-12 max-w-full bg-transparent outline-none pointer-coarse:h-11 pointer-coarse:text-[16px] ' +
          (chips.place < chips.chips.length ? '' : 'flex-1 ') +
          // Nobody types: it takes no line of its own.
          (chips.chips.length > 0 ? 'not-focus:w-px not-focus:min-w-px not-focus:flex-none' : '')
        }
      />
      {found.length > 0 && <Found id={id} found={found} at={at} onChoose={list.choose} />}
      <span role="status" className="sr-only">
        {found.length > 0 && words.suggestionCount(found.length)}
      </span>
    </>
  )
}

/** Which of those who may be meant the keys are on: the first, unless what is typed is an address already. */
function useChoice(chips: Chips) {
  const { typed } = chips
  const [isOpen, setOpen] = useState(false)
  const [moved, setMoved] = useState<{ typed: string; at: number } | null>(null)
  const all = useRecipients(
    isOpen ? typed : '',
    chips.chips.map(({ address }) => address.toLowerCase()),
  )
  const isWhole = isSendable({ name: '', address: typed.trim() })
  const found = isWhole && all.length === 1 && all[0]?.person.address === typed.trim() ? [] : all
  const usual = found.length === 0 || isWhole ? -1 : 0
  const at = moved?.typed === typed && moved.at < found.length ? moved.at : usual
  const choose = ({ person }: FoundPerson) => {
    setOpen(false)
    chips.add({ name: person.name, address: person.address })
  }
  const move = (by: 1 | -1) => setMoved({ typed, at: (at + by + found.length) % found.length })
  const press = (event: KeyboardEvent) => {
    const { key } = event
    if (event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey) return
    if (found.length === 0) return
    const chosen = found[at]
    if (key === 'ArrowDown') move(1)
    else if (key === 'ArrowUp') move(-1)
    else if (key === 'Escape') setOpen(false)
    else if (chosen && (key === 'Enter' || (key === 'Tab' && !event.shiftKey) || isEnd(key, typed)))
      choose(chosen)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    found,
    at,
    choose,
    press,
    type: (text: string) => {
      setOpen(true)
      chips.setTyped(text)
    },
    close: () => setOpen(false),
  }
}

/** A comma behind something that is no address yet is meant for who is offered. */
function isEnd(key: string, typed: string): boolean {
  return (key === ',' || key === ';') && !typed.includes('@') && !typed.includes('"')
}

type FoundProps = {
  id: string
  found: readonly FoundPerson[]
  at: number
  onChoose: (found: FoundPerson) => void
}

function Found({ id, found, at, onChoose }: FoundProps) {
  return (
    <div
      id={`${id}-list`}
      role="listbox"
      aria-label={words.suggestions}
      // The field keeps the focus.
      onMouseDown={(event) => event.preventDefault()}
      className={
        'absolute start-0 top-full z-20 max-h-72 w-full min-w-64 overflow-y-auto overscroll-contain rounded-xl border ' +
        'border-line bg-raised p-1.5 shadow-raised'
      }
    >
      {found.map((one, index) => (
        <PickerLine
          key={one.person.address}
          id={`${id}-${index}`}
          current={index === at}
          onChoose={() => onChoose(one)}
        >
          <span className="flex min-w-0 flex-1 flex-col">
            <Marked text={one.person.name || one.person.address} spans={one.spans} />
            {one.person.name && <bdi className="truncate text-muted text-s">{one.person.address}</bdi>}
          </span>
        </PickerLine>
      ))}
    </div>
  )
}
