'use client'
import {
  Bold,
  Italic,
  Link,
  List,
  ListOrdered,
  type LucideIcon,
  RemoveFormatting,
  Strikethrough,
  TextQuote,
  Type,
  Underline,
} from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useApple } from '#lib/browser/called-keys.ts'
import { nameOfKeys } from '#lib/mail/words/key-names.ts'
import { richWords as words } from '#lib/mail/words/rich-text.ts'
import type { Act, Formats } from './rich-editor.ts'

const ACTS: readonly [name: Act, icon: LucideIcon, keys?: string][] = [
  ['bold', Bold, 'Mod+b'],
  ['italic', Italic, 'Mod+i'],
  ['underline', Underline, 'Mod+u'],
  ['strike', Strikethrough],
  ['bullets', List],
  ['numbers', ListOrdered],
  ['quote', TextQuote],
]

const LOOK = 'aria-pressed:bg-selected aria-pressed:text-text'

type FormatBarProps = {
  formats: Formats | null
  onAct: (name: Act) => void
  onLink: () => void
  onPlain: () => void
}

/** What can be done to the text: one stop of the Tab key, arrows go along it (ARIA toolbar pattern). */
export function FormatBar({ formats, onAct, onLink, onPlain }: FormatBarProps) {
  const [at, setAt] = useState(0)
  const apple = useApple()
  const buttons: {
    label: string
    icon: LucideIcon
    keys?: string | undefined
    on?: boolean
    act: () => void
  }[] = [
    ...ACTS.map(([name, icon, keys]) => ({
      label: words[name],
      icon,
      keys,
      on: formats?.on.has(name) ?? false,
      act: () => onAct(name),
    })),
    { label: words.link, icon: Link, keys: 'Mod+k', on: (formats?.link ?? null) !== null, act: onLink },
    { label: words.clear, icon: RemoveFormatting, act: () => onAct('clear') },
    { label: words.plain, icon: Type, act: onPlain },
  ]
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl'
    const next = (at + (isTurned ? -step : step) + buttons.length) % buttons.length
    setAt(next)
    event.currentTarget.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div
      role="toolbar"
      aria-label={words.formatting}
      onKeyDown={press}
      className="sticky bottom-0 flex flex-none overflow-x-auto bg-surface px-2 py-0.5 [scrollbar-width:none]"
    >
      {buttons.map(({ label, icon, keys, on, act }, index) => (
        <IconButton
          key={label}
          label={label}
          icon={icon}
          size={16}
          {...(keys !== undefined && { hint: nameOfKeys(keys, apple) })}
          tabIndex={index === at ? 0 : -1}
          aria-pressed={on}
          // The caret stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onFocus={() => setAt(index)}
          onClick={act}
          className={LOOK}
        />
      ))}
    </div>
  )
}
