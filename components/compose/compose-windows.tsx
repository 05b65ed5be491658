'use client'
import { useEffect, useSyncExternalStore } from 'react'
import * as attach from '#lib/browser/attach-from.ts'
import { openWindow, useWindowStands } from '#lib/browser/compose-windows.ts'
import { useOpenDrafts } from '#lib/browser/drafts-here.ts'
import { onReopened } from '#lib/browser/follow-send.ts'
import { followAddressOfPage } from '#lib/browser/mailto-links.ts'
import { usePageMark } from '#lib/browser/page-mark.ts'
import { usePlace } from '#lib/browser/place.ts'
import * as restore from '#lib/browser/restore-drafts.ts'
import * as start from '#lib/browser/start-writing.ts'
import type { Writing } from '#lib/browser/write.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { ChipDrags } from './chip-drags.tsx'
import { ComposeWindow } from './compose-window.tsx'

/** What is fetched along with the windows. */
export const writing: Writing = { start, attach, restore }

/** The messages that are being written: windows side by side at the foot of the page, on a phone one over all of it. */
export function ComposeWindows() {
  const drafts = useOpenDrafts()
  const width = usePageWidth()
  const reading = usePlace().messageId !== null
  const keys = [...drafts.keys()]
  useEffect(() => {
    onReopened(openWindow)
    restore.restoreDrafts().then(followAddressOfPage, console.warn)
  }, [])
  const stands = useWindowStands(keys, width)
  usePageMark(
    'writing',
    [...stands.values()].some(({ stand }) => stand === 'open'),
  )
  if (keys.length === 0) return null
  return (
    <section
      aria-label={words.drafts}
      data-reading={reading || undefined}
      className={
        'group/windows pointer-events-none fixed inset-e-3 bottom-0 z-30 flex max-w-[calc(100vw-1.5rem)] flex-row-reverse ' +
        // Above the button that floats there.
        'items-end gap-4 max-sm:inset-e-4 max-sm:bottom-[calc(5.25rem+env(safe-area-inset-bottom))] max-sm:gap-2 print:hidden'
      }
    >
      {[...drafts.values()].map((open) => (
        <ComposeWindow key={open.key} open={open} {...stands.get(open.key)} />
      ))}
      <ChipDrags />
    </section>
  )
}

function usePageWidth(): number {
  return useSyncExternalStore(
    (listener) => {
      addEventListener('resize', listener)
      return () => removeEventListener('resize', listener)
    },
    () => innerWidth,
    () => 0,
  )
}
