'use client'
import { useState } from 'react'
import { Button, buttonLook } from '#components/ui/button.tsx'
import { Dialog, DialogButtons } from '#components/ui/dialog.tsx'
import type { MessageId } from '#lib/api/ids.ts'
import type { ListUnsubscribe } from '#lib/api/messages.ts'
import { followMailto } from '#lib/browser/mailto-links.ts'
import { unsubscribe } from '#lib/browser/unsubscribe.ts'
import { mailtoParts } from '#lib/mail/unsubscribe-letter.ts'
import { requestWords } from '#lib/mail/words/requests.ts'
import { ui } from '#lib/mail/words/ui.ts'

type UnsubscribeDialogProps = { id: MessageId; offered: ListUnsubscribe; onClose: () => void }

/** Says what will happen and at which host, before anything does. */
export function UnsubscribeDialog(props: UnsubscribeDialogProps) {
  const { offered, onClose } = props
  const url = URL.parse(offered.url ?? '')
  if (offered.oneClick && url) return <OneClick {...props} host={url.hostname} />
  const letter = mailtoParts(offered.mailto ?? '')
  return (
    <Dialog
      title={url ? requestWords.pageTitle : requestWords.letterTitle}
      description={url ? requestWords.page(url.hostname) : letter && requestWords.letterTo(letter.to)}
      onClose={onClose}
    >
      {url?.protocol === 'http:' && <p className="text-danger">{requestWords.insecure}</p>}
      {letter && url && <p className="text-muted">{requestWords.orLetter(letter.to)}</p>}
      <DialogButtons>
        <Button onClick={onClose}>{ui.cancel}</Button>
        {letter && (
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
