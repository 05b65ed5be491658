'use client'
import { X } from 'lucide-react'
import { useRef } from 'react'
import { Icon } from '#components/ui/icon.tsx'
import { go, usePlace } from '#lib/browser/place.ts'
import { useSettings } from '#lib/browser/settings.ts'
import { keywordNames } from '#lib/mail/labels.ts'
import { type Chip, searchChips, withoutChip } from '#lib/mail/search-chips.ts'
import { chipWords } from '#lib/mail/words/search-chips.ts'

/** What the open search was understood as, condition by condition; each is taken off by its cross. */
export function SearchChips() {
  const place = usePlace()
  const names = keywordNames(useSettings())
  const list = useRef<HTMLUListElement>(null)
  const chips = searchChips(place.q, names)
  const takeOff = (chip: Chip, at: number) => {
    const q = withoutChip(place.q, chip)
    go({ ...place, messageId: null, q, everywhere: q !== '' && place.everywhere })
    // The button that had the focus goes: the next one has it.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll('button')
      buttons?.[Math.min(at, buttons.length - 1)]?.focus()
    })
  }
  return (
    <ul
      ref={list}
      aria-label={chipWords.conditions}
      // On the phone they are one line that scrolls.
      className={
        'flex min-w-0 flex-1 flex-wrap gap-1.5 pointer-coarse:gap-y-0 max-sm:flex-nowrap max-sm:overflow-x-auto ' +
        'max-sm:overscroll-x-contain max-sm:[scrollbar-width:none]'
      }
    >
      {chips.map((chip, at) => (
        <li key={chip.at.map(({ start }) => start).join()} className={CHIP}>
          <bdi className="truncate">{chip.text}</bdi>
          <button
            type="button"
            aria-label={chipWords.takeOff(chip.text)}
            title={chipWords.takeOff(chip.text)}
            onClick={() => takeOff(chip, at)}
            className={
              'grid size-7 flex-none place-items-center rounded-full text-muted outline-offset-[-2px] outline-focus ' +
              'hover:text-text focus-visible:outline-2 pointer-coarse:size-11'
            }
          >
            <Icon of={X} size={14} />
          </button>
        </li>
      ))}
    </ul>
  )
}

// For a finger it is 44 px high and drawn as 32, as a pill is.
const CHIP =
  'flex h-7 min-w-0 max-w-full items-center rounded-full border border-line bg-page ps-2.5 text-s max-sm:max-w-[85%] max-sm:flex-none ' +
  'pointer-coarse:relative pointer-coarse:isolate pointer-coarse:h-11 pointer-coarse:border-transparent ' +
  'pointer-coarse:bg-transparent pointer-coarse:ps-3.5 pointer-coarse:before:absolute pointer-coarse:before:inset-x-0 ' +
  'pointer-coarse:before:inset-y-1.5 pointer-coarse:before:-z-10 pointer-coarse:before:rounded-full ' +
  'pointer-coarse:before:border pointer-coarse:before:border-line pointer-coarse:before:bg-page'
