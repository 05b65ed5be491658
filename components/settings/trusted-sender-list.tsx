'use client'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { TrustedSender } from '#lib/api/identity.ts'
import { callApi } from '#lib/browser/call-api.ts'
import { identityWords } from '#lib/mail/words/identity.ts'
import { settingsWords } from '#lib/mail/words/settings.ts'

/** Whose remote images load by themselves, each with its way out. */
export function TrustedSenderList({ first }: { first: readonly TrustedSender[] }) {
  const [senders, setSenders] = useState(first)
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState<string | null>(null)
  const status = useRef<HTMLParagraphElement>(null)

  const remove = async (sender: string) => {
    setBusy(sender)
    setSaid('')
    try {
      await callApi('distrustSender', { query: { sender } })
      setSenders((left) => left.filter((other) => other.sender !== sender))
      setSaid(identityWords.removed(sender))
      // The button that had the focus is gone.
      status.current?.focus()
    } catch (error) {
      setSaid(settingsWords.failed((error as Error).message))
    }
    setBusy(null)
  }
  return (
    <div className="flex flex-col gap-3">
      {senders.length > 0 && (
        <ul className="flex max-h-96 flex-col divide-y divide-line overflow-y-auto">
          {senders.map(({ sender }) => (
            <li key={sender} className="flex items-center gap-3 py-2 first:pt-0">
              <bdi className="min-w-0 flex-1 [overflow-wrap:anywhere]">{sender}</bdi>
              <Button
                busy={busy === sender}
                aria-label={identityWords.removeSender(sender)}
                onClick={() => void remove(sender)}
              >
                {identityWords.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p ref={status} role="status" tabIndex={-1} className="text-muted outline-none empty:absolute">
        {said || (senders.length === 0 ? identityWords.nobody : '')}
      </p>
    </div>
  )
}
