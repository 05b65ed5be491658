'use client'
import { SquarePen } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { useKeyHint } from '#lib/browser/key-hints.ts'
import { usePageMark } from '#lib/browser/page-mark.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { prepareWriting, write } from '#lib/browser/write.ts'
import { wayWords as words } from '#lib/mail/words/ways-to-write.ts'

const LOOK =
  'items-center justify-center gap-2 bg-accent font-semibold text-on-accent outline-offset-2 outline-focus ' +
  'hover:brightness-110 focus-visible:outline-2 print:hidden '

/** Begins a new message: at the head of the folders, and floating where there is no room for those. */
export function ComposeButton({ floating = false, onPress }: { floating?: boolean; onPress?: () => void }) {
  const keyHint = useKeyHint()('compose')
  const canSend = useCanSend()
  usePageMark('floating', floating && canSend)
  if (!canSend) return null
  return (
    <button
      type="button"
      aria-keyshortcuts={keyHint['aria-keyshortcuts']}
      title={keyHint.hint && `${words.newMessage} (${keyHint.hint})`}
      onPointerEnter={prepareWriting}
      onFocus={prepareWriting}
      onClick={() => {
        onPress?.()
        write((start) => start.writeNew())
      }}
      className={
        LOOK +
        (floating
          ? 'absolute inset-e-4 bottom-[max(1rem,env(safe-area-inset-bottom))] z-10 inline-flex h-14 rounded-2xl px-5 shadow-raised lg:hidden ' +
            '[[data-writing]_&]:hidden'
          : 'mb-3.5 flex h-10 w-full rounded-lg pointer-coarse:h-11')
      }
    >
      <Icon of={SquarePen} />
      {words.newMessage}
    </button>
  )
}
