'use client'
import { useRef, useState } from 'react'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { ListUnsubscribe } from '#lib/api/messages.ts'
import { followMailto } from '#lib/browser/mailto-links.ts'
import { useCanSend } from '#lib/browser/session.ts'
import { unsubscribe } from '#lib/browser/unsubscribe.ts'
import { mailtoParts } from '#lib/mail/list-unsubscribe.ts'
import { requestWords } from '#lib/mail/words/requests.ts'
import { ui } from '#lib/mail/words/ui.ts'

type UnsubscribeDialogProps = { id: MessageId; offered: ListUnsubscribe; onClose: () => void }

/** Says what will happen and at which host, before anything does. */
export function UnsubscribeDialog(props: UnsubscribeDialogProps) {
  const { offered, onClose } = props
  const canSend = useCanSend()
  const url = URL.parse(offered.url ?? '')
  if (offered.oneClick && url) return <OneClick {...props} host={url.hostname} />
  const letter = mailtoParts(offered.mailto ?? '')
  return (
    <Dialog
      title={url ? requestWords.pageTitle : requestWords.letterTitle}
      description={
        url
          ? requestWords.page(url.hostname)
          : canSend && letter
            ? requestWords.letterTo(letter.to)
            : requestWords.letter
      }
      onClose={onClose}
    >
      {url?.protocol === 'http:' && <p className="text-danger">{requestWords.insecure}</p>}
      {letter && url && (
        <p className="text-muted">{canSend ? requestWords.orLetter(letter.to) : requestWords.alsoLetter}</p>
      )}
      {letter && !canSend && <Letter {...letter} />}
      <DialogButtons>
        <Button onClick={onClose}>{ui.cancel}</Button>
        {letter && canSend && (
          <Button
            kind={url ? 'plain' : 'primary'}
            data-autofocus={url ? undefined : true}
            onClick={() => {
              onClose()
              followMailto(offered.mailto ?? '')
            }}
          >
            {requestWords.writeLetter}
          </Button>
        )}
        {url && (
          <a
            href={url.href}
            target="_blank"
            rel="noopener noreferrer"
            data-autofocus
            onClick={onClose}
            className={buttonLook('primary')}
          >
            {requestWords.openPage(url.hostname)}
          </a>
        )}
      </DialogButtons>
    </Dialog>
  )
}

function OneClick({ id, host, onClose }: UnsubscribeDialogProps & { host: string }) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({
    busy: false,
    problem: null,
  })
  const ask = async () => {
    setState({ busy: true, problem: null })
    try {
      await unsubscribe(id)
      onClose()
    } catch (error) {
      setState({ busy: false, problem: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <Dialog title={requestWords.oneClickTitle} description={requestWords.oneClick(host)} onClose={onClose}>
      {state.problem && (
        <p role="alert" className="text-danger">
          {state.problem}
        </p>
      )}
      <DialogButtons>
        <Button onClick={onClose}>{ui.cancel}</Button>
        <Button kind="primary" data-autofocus busy={state.busy} onClick={() => void ask()}>
          {state.busy ? requestWords.asking : requestWords.unsubscribe}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function Letter({ to, subject }: { to: string; subject: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState(false)
  const copy = () => {
    field.current?.select()
    // Only secure pages have a clipboard; the selection is there to be copied by hand in any case.
    void navigator.clipboard?.writeText(to).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-2 max-sm:flex-col">
        <input
          ref={field}
          readOnly
          dir="ltr"
          value={to}
          aria-label={requestWords.address}
          className="h-9 min-w-0 rounded-lg sm:flex-1 border border-line bg-page px-3 outline-focus focus-visible:outline-2 pointer-coarse:h-11"
        />
        <Button onClick={copy}>{copied ? requestWords.copied : requestWords.copy}</Button>
      </div>
      {subject && (
        <p className="text-s text-muted [overflow-wrap:anywhere]">{requestWords.letterSubject(subject)}</p>
      )}
    </div>
  )
}
