'use client'
import { Paperclip, SendHorizontal } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Icon } from '#components/ui/icon.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { useApple } from '#lib/browser/called-keys.ts'
import { attachFiles } from '#lib/browser/draft-files.ts'
import { useSaving } from '#lib/browser/draft-saving.ts'
import { useSession } from '#lib/browser/session.ts'
import { nameOfKeys } from '#lib/mail/words/key-names.ts'
import { sizeWords } from '#lib/mail/words/message.ts'
import { windowWords as words } from '#lib/mail/words/writing-window.ts'
import type { Sending } from './use-sending.ts'

/** How large each attached file may be (bytes); undefined while that is not known. */
export function useFileLimit(): number | undefined {
  return useSession()?.limits.maxUploadBytes
}

export function SendButton({ sending }: { sending: Sending }) {
  const keys = nameOfKeys('Mod+Enter', useApple())
  return (
    <Button
      kind="primary"
      busy={sending.busy}
      title={`${words.send} (${keys})`}
      onClick={sending.send}
      className="flex-none"
    >
      <Icon of={SendHorizontal} size={16} className="rtl:-scale-x-100" />
      {sending.busy ? words.sending : words.send}
    </Button>
  )
}

/** The limit is said before anything is chosen. */
export function AttachButton({ draftKey }: { draftKey: string }) {
  const picker = useRef<HTMLInputElement>(null)
  const most = useFileLimit()
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={({ currentTarget }) => {
          attachFiles(draftKey, [...(currentTarget.files ?? [])])
          currentTarget.value = '' // the same file may be chosen again
        }}
      />
      <IconButton
        data-attach
        label={words.attach}
        icon={Paperclip}
        about={most === undefined ? undefined : words.upTo(sizeWords(most))}
        onClick={() => picker.current?.click()}
      />
    </>
  )
}

/** How safe what was written is, said quietly. */
export function SavingLine({ draftKey, className = '' }: { draftKey: string; className?: string }) {
  const { sentence, state } = useSaving(draftKey)
  return (
    <p
      role="status"
      title={sentence ?? undefined}
      className={`min-w-0 flex-1 truncate text-s ${state === 'failed' ? 'text-danger' : 'text-muted'} ${className}`}
    >
      {sentence}
    </p>
  )
}
