'use client'
import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { buttonLook } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import { Icon } from '#components/ui/icon.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { Message } from '#lib/api/messages.ts'
import { readSource, sourcePath } from '#lib/browser/message-source.ts'
import { messageWords, sizeWords } from '#lib/mail/words/message.ts'

const MOST_SHOWN = 512 * 1024

/** The message as the mail server keeps it: text in a box, the whole of it as a download. */
export function SourceDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const { text, cut, error } = useSource(message.id)
  return (
    <Dialog title={messageWords.sourceTitle} description={messageWords.sourceHint} onClose={onClose} wide>
      {error && (
        <p role="alert" className="text-danger">
          {error}
        </p>
      )}
      {!error && (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keys must reach it
          tabIndex={0}
          data-autofocus
          className={
            'min-h-40 flex-1 overflow-auto rounded-lg border border-line bg-page p-3 font-mono text-s ' +
            'whitespace-pre-wrap [overflow-wrap:anywhere]'
          }
        >
          {text ?? messageWords.sourceLoading}
        </pre>
      )}
      {cut && (
        <p className="text-muted">{messageWords.sourceCut(sizeWords(MOST_SHOWN), sizeWords(message.size))}</p>
      )}
      <DialogButtons>
        <a href={sourcePath(message.id)} download={`${message.uid}.eml`} className={buttonLook()}>
          <Icon of={Download} size={16} />
          {messageWords.sourceDownload}
        </a>
      </DialogButtons>
    </Dialog>
  )
}

function useSource(id: MessageId): { text: string | null; cut: boolean; error: string | null } {
  const [read, setRead] = useState<{ text: string | null; cut: boolean; error: string | null }>({
    text: null,
    cut: false,
    error: null,
  })
  useEffect(() => {
    const ending = new AbortController()
    readSource(id, MOST_SHOWN, ending.signal).then(
      (source) => setRead({ ...source, error: null }),
      (error: Error) => {
        if (!ending.signal.aborted) setRead({ text: null, cut: false, error: error.message })
      },
    )
    return () => ending.abort()
  }, [id])
  return read
}
