'use client'
import { Trash2 } from 'lucide-react'
import { IconButton } from '#components/ui/icon-button.tsx'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import { AttachButton, SavingLine, SendButton } from './letter-acts.tsx'
import type { Sending } from './use-sending.ts'

type LetterFootProps = { draftKey: string; sending: Sending; onDiscard: () => void }

/** Send, attach, discard, and how safe what was written is. On a phone the keyboard would lie over it: there they are in the head. */
export function LetterFoot({ draftKey, sending, onDiscard }: LetterFootProps) {
  return (
    <footer className="flex flex-none items-center gap-1.5 border-line border-t px-3 py-2.5 max-sm:hidden">
      <SendButton sending={sending} />
      <AttachButton draftKey={draftKey} />
      <SavingLine draftKey={draftKey} className="text-end" />
      <IconButton label={words.discard} icon={Trash2} onClick={onDiscard} />
    </footer>
  )
}
