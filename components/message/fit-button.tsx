'use client'
import { Maximize2, Minimize2 } from 'lucide-react'
import { Icon } from '#components/ui/icon.tsx'
import { messageWords } from '#lib/mail/words/message.ts'

/** Above a mail that was made smaller to fit: shows it in its full size, and back. */
export function FitButton({ full, onChange }: { full: boolean; onChange: (full: boolean) => void }) {
  return (
    <button
      type="button"
      aria-pressed={full}
      onClick={() => onChange(!full)}
      className={
        '-my-2 inline-flex h-9 items-center gap-1.5 self-end rounded-lg px-2.5 text-[13px] font-semibold text-accent ' +
        'hover:bg-hover pointer-coarse:h-11 print:hidden'
      }
    >
      <Icon of={full ? Minimize2 : Maximize2} size={14} />
      {full ? messageWords.fitted : messageWords.fullSize}
    </button>
  )
}
